package polyad.data;

/**
 * The parts of a series, in time order.
 *
 * @param train rows to fit on, and to fit scalers on
 * @param validation rows to choose by
 * @param test rows to report on
 */
public record SeriesSplit(RowRange train, RowRange validation, RowRange test) {

  /** Checks the order of the parts. */
  public SeriesSplit {
    if (train.from() > validation.from() || validation.from() > test.from()) {
      throw new IllegalArgumentException(
          "split: " + train + ", " + validation + ", " + test + " are not in time order");
    }
  }

  /**
   * The same with validation and test starting {@code length} rows earlier, so that the first
   * window of a part predicts the part's first row from the end of the part before.
   *
   * @param length the model's lookback, in rows; at most the rows before each part
   */
  public SeriesSplit withLookback(int length) {
    if (length < 0 || length > validation.from() || length > test.from()) {
      throw new IllegalArgumentException(
          "length: " + length + " is outside [0, " + validation.from() + "]");
    }
    return new SeriesSplit(
        train,
        new RowRange(validation.from() - length, validation.to()),
        new RowRange(test.from() - length, test.to()));
  }
}
