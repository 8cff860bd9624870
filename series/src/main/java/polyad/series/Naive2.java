package polyad.series;

import java.util.Arrays;

/**
 * The M competitions' yardstick: take a multiplicative season off where the autocorrelation shows
 * one at 90 %, repeat the last value, put the season back.
 */
public final class Naive2 {
  private static final double NINETY_PERCENT = 1.645;

  private Naive2() {}

  /**
   * Continues a series.
   *
   * @param insample at least 1 value
   * @param period steps of a season; 1 for none
   * @param steps at least 1
   */
  public static double[] forecast(double[] insample, int period, int steps) {
    double[] season = isSeasonal(insample, period) ? season(insample, period) : new double[] {1};
    int n = insample.length;
    double last = insample[n - 1] / season[(n - 1) % season.length];
    double[] forecast = new double[steps];
    Arrays.setAll(forecast, s -> last * season[(n + s) % season.length]);
    return forecast;
  }

  /**
   * Whether the autocorrelation at one period exceeds 1.645 √((1 + 2 Σ r_i²) / n), over the lags
   * below the period; never in fewer than three seasons.
   */
  public static boolean isSeasonal(double[] x, int period) {
    if (period < 2 || x.length < 3 * period) {
      return false;
    }
    double sum = 0;
    for (int lag = 1; lag < period; lag++) {
      double r = autocorrelation(x, lag);
      sum += r * r;
    }
    double limit = NINETY_PERCENT * Math.sqrt((1 + 2 * sum) / x.length);
    return Math.abs(autocorrelation(x, period)) > limit;
  }

  private static double autocorrelation(double[] x, int lag) {
    double mean = Arrays.stream(x).average().orElse(0);
    double covariance = 0;
    double variance = 0;
    for (int t = 0; t < x.length; t++) {
      variance += (x[t] - mean) * (x[t] - mean);
      if (t >= lag) {
        covariance += (x[t] - mean) * (x[t - lag] - mean);
      }
    }
    return variance == 0 ? 0 : covariance / variance;
  }

  /** Ratios to the centred moving average, averaged by phase, with mean 1: [period]. */
  static double[] season(double[] x, int period) {
    double[] sums = new double[period];
    int[] counts = new int[period];
    int half = period / 2;
    for (int t = half; t + half < x.length; t++) {
      double trend = centred(x, t, period);
      if (trend != 0) {
        sums[t % period] += x[t] / trend;
        counts[t % period]++;
      }
    }
    double[] season = new double[period];
    Arrays.setAll(season, i -> counts[i] == 0 ? 1 : sums[i] / counts[i]);
    double mean = Arrays.stream(season).average().orElse(1);
    // A season that vanishes somewhere cannot be divided out.
    boolean usable = mean != 0 && Arrays.stream(season).allMatch(s -> Math.abs(s / mean) > 1e-6);
    double[] scaled = new double[period];
    Arrays.setAll(scaled, i -> usable ? season[i] / mean : 1);
    return scaled;
  }

  /** An even period takes half of both ends. */
  private static double centred(double[] x, int t, int period) {
    int half = period / 2;
    double sum = 0;
    for (int i = t - half; i <= t + half; i++) {
      boolean end = period % 2 == 0 && (i == t - half || i == t + half);
      sum += end ? x[i] / 2 : x[i];
    }
    return sum / period;
  }
}
