package polyad.series;

/**
 * The covariance matrix of a series' lagged copies: entry (a, b) is the sample covariance, divisor
 * M − 1, of the M = n − T + 1 values that start at step a and at step b.
 */
final class LagCovariance {
  private LagCovariance() {}

  /**
   * Of one column of rows [n, N]; NaN counts as 0. The sums of products along a diagonal differ by
   * one product at each end, so all of them cost T·n + T² products and no lagged matrix.
   *
   * @return [T·T], row-major
   */
  static double[] of(double[][] rows, int column, int length) {
    double[] s = centred(rows, column);
    int m = s.length - length + 1;
    double[] means = means(s, length, m);
    double[] covariance = new double[length * length];
    for (int lag = 0; lag < length; lag++) {
      double sum = 0;
      for (int t = 0; t < m; t++) {
        sum += s[t] * s[t + lag];
      }
      for (int a = 0; a + lag < length; a++) {
        int b = a + lag;
        double value = (sum - m * means[a] * means[b]) / (m - 1);
        covariance[a * length + b] = value;
        covariance[b * length + a] = value;
        if (b + 1 < length) {
          sum += s[a + m] * s[b + m] - s[a] * s[b];
        }
      }
    }
    return covariance;
  }

  /** Without its mean, which changes no covariance but spares digits. */
  private static double[] centred(double[][] rows, int column) {
    double[] s = new double[rows.length];
    double sum = 0;
    for (int t = 0; t < s.length; t++) {
      s[t] = Double.isNaN(rows[t][column]) ? 0 : rows[t][column];
      sum += s[t];
    }
    double mean = sum / s.length;
    for (int t = 0; t < s.length; t++) {
      s[t] -= mean;
    }
    return s;
  }

  private static double[] means(double[] s, int length, int m) {
    double[] means = new double[length];
    double sum = 0;
    for (int t = 0; t < m; t++) {
      sum += s[t];
    }
    for (int a = 0; a < length; a++) {
      means[a] = sum / m;
      if (a + 1 < length) {
        sum += s[a + m] - s[a];
      }
    }
    return means;
  }
}
