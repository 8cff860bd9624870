package polyad.data;

import java.util.Arrays;

/**
 * Zero mean and unit variance per column: {@code (x - mean) / sd}, with the population standard
 * deviation (divisor n). A constant column has sd 1, so it becomes 0.
 *
 * @param mean one value a column
 * @param sd one positive value a column
 */
public record StandardScaler(double[] mean, double[] sd) {

  /** Checks and copies the columns. */
  public StandardScaler {
    if (mean.length != sd.length) {
      throw new IllegalArgumentException(
          "mean, sd: " + mean.length + " and " + sd.length + " columns are not the same");
    }
    for (int i = 0; i < sd.length; i++) {
      if (!(sd[i] > 0) || !Double.isFinite(sd[i]) || !Double.isFinite(mean[i])) {
        throw new IllegalArgumentException(
            "column " + i + ": mean " + mean[i] + ", sd " + sd[i] + " is not finite with sd > 0");
      }
    }
    mean = mean.clone();
    sd = sd.clone();
  }

  /** Fits on all rows, {@code [rows][columns]}. */
  public static StandardScaler fit(double[][] rows) {
    return fit(rows, new RowRange(0, rows.length));
  }

  /**
   * Fits on some rows, which should be those of the training part.
   *
   * @throws IllegalArgumentException when the range is empty or beyond the rows, or a value is not
   *     finite
   */
  public static StandardScaler fit(double[][] rows, RowRange range) {
    if (range.size() == 0 || range.to() > rows.length) {
      throw new IllegalArgumentException(
          "range: [" + range.from() + ", " + range.to() + ") of " + rows.length + " rows");
    }
    int columns = rows[range.from()].length;
    double[] mean = new double[columns];
    double[] sd = new double[columns];
    for (int j = 0; j < columns; j++) {
      mean[j] = mean(rows, range, j);
      sd[j] = deviation(rows, range, j, mean[j]);
    }
    return new StandardScaler(mean, sd);
  }

  /**
   * Fits on the observed values of some rows, NaN left out.
   *
   * @throws IllegalArgumentException when a column has no observed value in the range
   */
  public static StandardScaler fitObserved(double[][] rows, RowRange range) {
    int columns = rows[range.from()].length;
    double[] mean = new double[columns];
    double[] sd = new double[columns];
    for (int j = 0; j < columns; j++) {
      int column = j;
      double[][] observed =
          Arrays.stream(rows, range.from(), range.to())
              .filter(row -> !Double.isNaN(row[column]))
              .map(row -> new double[] {row[column]})
              .toArray(double[][]::new);
      if (observed.length == 0) {
        throw new IllegalArgumentException(
            "column " + j + ": no value in rows " + range.from() + " to " + (range.to() - 1));
      }
      StandardScaler single = fit(observed);
      mean[j] = single.mean[0];
      sd[j] = single.sd[0];
    }
    return new StandardScaler(mean, sd);
  }

  private static double mean(double[][] rows, RowRange range, int column) {
    double sum = 0;
    for (int i = range.from(); i < range.to(); i++) {
      if (!Double.isFinite(rows[i][column])) {
        throw new IllegalArgumentException(
            "rows[" + i + "][" + column + "]: " + rows[i][column] + " is not finite");
      }
      sum += rows[i][column];
    }
    return sum / range.size();
  }

  private static double deviation(double[][] rows, RowRange range, int column, double mean) {
    double sum = 0;
    for (int i = range.from(); i < range.to(); i++) {
      double distance = rows[i][column] - mean;
      sum += distance * distance;
    }
    double sd = Math.sqrt(sum / range.size());
    // The mean of equal values may differ from them in the last bits; that is not a spread.
    return sd <= 1e-14 * Math.abs(mean) ? 1 : sd;
  }

  /** The number of columns. */
  public int columns() {
    return mean.length;
  }

  /** Scaled copies of the rows. */
  public double[][] transform(double[][] rows) {
    return Arrays.stream(rows).map(this::transform).toArray(double[][]::new);
  }

  /** A scaled copy of one row. */
  public double[] transform(double[] row) {
    requireColumns(row);
    double[] scaled = new double[row.length];
    Arrays.setAll(scaled, j -> (row[j] - mean[j]) / sd[j]);
    return scaled;
  }

  /** Copies of the rows in the original units. */
  public double[][] inverse(double[][] rows) {
    return Arrays.stream(rows).map(this::inverse).toArray(double[][]::new);
  }

  /** A copy of one row in the original units. */
  public double[] inverse(double[] row) {
    requireColumns(row);
    double[] original = new double[row.length];
    Arrays.setAll(original, j -> row[j] * sd[j] + mean[j]);
    return original;
  }

  private void requireColumns(double[] row) {
    if (row.length != mean.length) {
      throw new IllegalArgumentException(
          "row: " + row.length + " columns where the scaler has " + mean.length);
    }
  }
}
