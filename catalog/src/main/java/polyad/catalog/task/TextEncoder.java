package polyad.catalog.task;

import java.util.List;

/** Maps texts to embeddings of unit length. */
public interface TextEncoder extends Embedder {
  /**
   * Embeds.
   *
   * @param texts n texts
   * @param dimension coordinates to keep, 1 to {@link #dimension()}
   * @return {@code [n, dimension]}, each row of length 1
   * @throws IllegalArgumentException when the dimension is out of range
   */
  float[][] encode(List<String> texts, int dimension);

  /** The number of tokens that the texts make, with those that are added to each. */
  long tokens(List<String> texts);
}
