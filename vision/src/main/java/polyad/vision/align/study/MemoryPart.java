package polyad.vision.align.study;

import polyad.catalog.PeakMemory;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Table;

/** A large batch in chunks against a small and a large plain batch: the memory of one step. */
final class MemoryPart {
  private static final int SMALL = 128;
  private static final int LARGE = 1024;
  private static final double MIB = 1 << 20;

  private final Run run;

  /** Bytes. */
  record Result(long small, long chunked, long large) {}

  MemoryPart(Run run) {
    this.run = run;
  }

  void report() throws Exception {
    if (!PeakMemory.isAvailable()) {
      run.info("this system does not count resident memory: the memory of chunks is left out");
      return;
    }
    boolean smoke = run.profile() == Profile.SMOKE;
    int small = smoke ? SMALL / 8 : SMALL;
    int large = smoke ? LARGE / 8 : LARGE;
    run.report().section("Memory of a large batch");
    Result r = run.once("memory", Result.class, () -> measure(small, large));
    run.report()
        .table(
            Table.of("Most memory of one step above what the model and the data hold")
                .columns("batch", "chunk")
                .lower("MiB")
                .row(small, small, r.small() / MIB)
                .row(large, small, r.chunked() / MIB)
                .row(large, large, r.large() / MIB)
                .note(
                    "EfficientNet of six blocks and BERT of two layers; resident pages by Linux's"
                        + " high-water mark, each in a process of its own")
                .build());
    if (!smoke) {
      run.report()
          .check(
              Check.atMost(
                  "memory of a batch of 1024 in chunks of 128 over that of a batch of 128",
                  (double) r.chunked() / r.small(),
                  1.5));
    }
  }

  private Result measure(int small, int large) throws Exception {
    return new Result(
        MemoryProbe.measure(small, small),
        MemoryProbe.measure(large, small),
        MemoryProbe.measure(large, large));
  }
}
