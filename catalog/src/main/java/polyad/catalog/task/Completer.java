package polyad.catalog.task;

/** Predicts the missing entries of a partly observed tensor. */
public interface Completer extends Task {
  /** Extents of the K modes. */
  long[] shape();

  /**
   * Predicts entries.
   *
   * @param indices {@code [n, K]}, zero based
   * @return {@code [n]}
   * @throws IllegalArgumentException when an index lies outside the shape
   */
  double[] complete(long[][] indices);
}
