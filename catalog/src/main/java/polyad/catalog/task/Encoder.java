package polyad.catalog.task;

/** Maps rows of features to embeddings. */
public interface Encoder extends Embedder {
  /** Features a row has. */
  int inputDimension();

  /**
   * Embeds.
   *
   * @param rows {@code [n, inputDimension]}
   * @return {@code [n, dimension]}
   * @throws IllegalArgumentException when a row has another length
   */
  float[][] encode(float[][] rows);
}
