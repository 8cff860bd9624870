package polyad.catalog;

import java.lang.management.ManagementFactory;

/** Processor time, which other programs on the machine disturb less than the clock's. */
public final class CpuTime {
  private static final double NANOS = 1e-9;

  private CpuTime() {}

  /** What this thread spends on some work. */
  public static double seconds(Runnable work) {
    long start = now();
    work.run();
    return (now() - start) * NANOS;
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
