package polyad.catalog.task;

/** Maps rows of features to embeddings. */
public interface Encoder extends Task {
  /** Features a row has. */
  int inputDimension();

  /** Coordinates of a full embedding. */
  int dimension();

  /**
   * Prefix lengths that are embeddings by themselves, ascending, the last equal to {@link
   * #dimension()}; only that one when the embedding is not nested.
   */
  default int[] nesting() {
    return new int[] {dimension()};
  }

  /**
   * Embeds.
   *
   * @param rows {@code [n, inputDimension]}
   * @return {@code [n, dimension]}
   * @throws IllegalArgumentException when a row has another length
   */
  float[][] encode(float[][] rows);
}
