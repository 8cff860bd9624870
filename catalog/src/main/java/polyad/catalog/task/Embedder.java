package polyad.catalog.task;

import java.util.Optional;

/** What all encoders share: the shape of their embeddings. */
public interface Embedder extends Task {
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
}
