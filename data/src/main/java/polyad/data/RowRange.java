package polyad.data;

/**
 * Rows {@code from} to {@code to}, the last one excluded.
 *
 * @param from first row, at least 0
 * @param to one past the last row, at least {@code from}
 */
public record RowRange(int from, int to) {

  /** Checks the order. */
  public RowRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "range: [" + from + ", " + to + ") is not 0 <= from <= to");
    }
  }

  /** The number of rows. */
  public int size() {
    return to - from;
  }
}
