package polyad.cli;

import picocli.CommandLine.Option;
import polyad.catalog.UsageException;
import polyad.tensor.Engine;

/** {@code --threads}. */
final class Threads {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one tensor operation; few are fastest for small models.")
  private int count;

  /** Tells the engine, which this loads; does nothing when the user did not ask. */
  void apply() {
    require(count, 0);
    if (count > 0) {
      Engine.setThreads(count);
    }
  }

  static void require(int count, int least) {
    if (count < least || count > 4096) {
      throw new UsageException("--threads is " + count + ", expected 1 to 4096");
    }
  }
}
