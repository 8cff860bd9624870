package polyad.catalog.task;

import java.util.List;

/** Maps texts to embeddings. */
public interface TextEncoder extends Task {
  /** Coordinates of a full embedding. */
  int dimension();

  /** Prefix lengths that are embeddings by themselves, ascending; see {@link Encoder#nesting()}. */
  default int[] nesting() {
    return new int[] {dimension()};
  }

  /**
   * Embeds.
   *
   * @param texts n texts
   * @return {@code [n, dimension]}
   */
  float[][] encode(List<String> texts);
}
