package polyad.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Polyad's side, in this process. */
final class OwnSide implements Contender {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Workload workload;

  OwnSide(Workload workload) {
    this.workload = workload;
  }

  @Override
  public Turn run(int steps) {
    long cpu = PROCESS.getProcessCpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      workload.step();
    }
    long end = System.nanoTime();
    return new Turn(steps, (end - start) * 1e-9, (PROCESS.getProcessCpuTime() - cpu) * 1e-9);
  }

  @Override
  public long parameters() {
    return workload.parameters();
  }

  @Override
  public void close() {
    workload.close();
  }
}
