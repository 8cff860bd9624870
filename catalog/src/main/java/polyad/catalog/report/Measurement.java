package polyad.catalog.report;

/**
 * The mean of repeated measurements.
 *
 * @param mean NaN when a sample is
 * @param standardError sample standard deviation over √n; NaN when n is 1
 * @param n number of samples, at least 1
 * @param unit such as {@code MSE} or {@code ms}; may be empty
 */
public record Measurement(double mean, double standardError, int n, String unit) {
  /** Checks n and the error's sign. */
  public Measurement {
    if (n < 1) {
      throw new IllegalArgumentException("n is " + n + ", expected at least 1");
    }
    if (standardError < 0) {
      throw new IllegalArgumentException(
          "standardError is " + standardError + ", expected at least 0 or NaN");
    }
  }

  /**
   * Sums up samples, one a seed.
   *
   * @throws IllegalArgumentException without any sample
   */
  public static Measurement of(String unit, double... samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("no samples: a measurement needs at least one");
    }
    int n = samples.length;
    double sum = 0;
    for (double sample : samples) {
      sum += sample;
    }
    double mean = sum / n;
    double squares = 0;
    for (double sample : samples) {
      squares += (sample - mean) * (sample - mean);
    }
    double error = n == 1 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
    return new Measurement(mean, error, n, unit);
  }

  /** For example {@code 0.3761 ± 0.0012 MSE (n=3)}. */
  @Override
  public String toString() {
    String value = n == 1 ? Numbers.format(mean) : Numbers.withError(mean, standardError);
    return value + (unit.isEmpty() ? "" : " " + unit) + " (n=" + n + ")";
  }
}
