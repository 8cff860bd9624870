package polyad.cli;

import picocli.CommandLine.Option;
import polyad.catalog.UsageException;
import polyad.tensor.Engine;

/** {@code --threads}. */
final class Threads {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one tensor operation; 1 by default, the fastest for small models.")
  private int count = 1;

  /** Tells the engine, which this loads. */
  void apply() {
    require(count);
    Engine.setThreads(count);
  }

  static void require(int count) {
    if (count < 1 || count > 4096) {
      throw new UsageException("--threads is " + count + ", expected 1 to 4096");
    }
  }
}
