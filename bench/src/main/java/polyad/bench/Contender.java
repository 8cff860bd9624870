package polyad.bench;

import java.io.IOException;

/** One side of a comparison. */
interface Contender extends AutoCloseable {
  /**
   * Runs steps.
   *
   * @param steps at least 1
   * @throws IOException when the side has broken down
   */
  Turn run(int steps) throws IOException;

  /** The number of trained elements. */
  long parameters();

  /** Frees the side's memory and ends its process. */
  @Override
  void close();
}
