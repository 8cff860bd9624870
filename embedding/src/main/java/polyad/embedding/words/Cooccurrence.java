package polyad.embedding.words;

/**
 * Counts of word pairs that are not zero, [row, column] = [word, context].
 *
 * @param vocabulary the number of words
 */
public record Cooccurrence(int vocabulary, int[] rows, int[] columns, double[] values) {
  /** Checks the lengths. */
  public Cooccurrence {
    if (rows.length != columns.length || rows.length != values.length) {
      throw new IllegalArgumentException(
          "rows, columns and values are %d, %d and %d, allowed: equally many"
              .formatted(rows.length, columns.length, values.length));
    }
  }

  /** The number of pairs. */
  public int size() {
    return values.length;
  }

  /** As a matrix, row by row; for small vocabularies. */
  public double[][] dense() {
    double[][] dense = new double[vocabulary][vocabulary];
    for (int n = 0; n < values.length; n++) {
      dense[rows[n]][columns[n]] += values[n];
    }
    return dense;
  }
}
