package polyad.catalog.task;

import java.util.Optional;

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
   * What the coordinates are of, such as a hash of anchors, when embeddings of another model are
   * comparable only if it has the same; empty when they are this model's own.
   */
  default Optional<String> space() {
    return Optional.empty();
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
