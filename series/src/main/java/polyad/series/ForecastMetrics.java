package polyad.series;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Errors of forecasts [n, h] against what came, as the M competitions define them. */
public final class ForecastMetrics {
  private ForecastMetrics() {}

  /** Mean squared error. */
  public static double mse(double[][] forecast, double[][] target) {
    return mean(forecast, target, null, (f, t) -> (f - t) * (f - t));
  }

  /** Mean absolute error. */
  public static double mae(double[][] forecast, double[][] target) {
    return mean(forecast, target, null, (f, t) -> Math.abs(f - t));
  }

  /** Symmetric error in percent, 0 to 200: 200·mean(|f − t| / (|f| + |t|)), 0/0 counted as 0. */
  public static double smape(double[][] forecast, double[][] target) {
    return 200 * mean(forecast, target, null, ForecastMetrics::symmetric);
  }

  /** The same with weights of every cell, [n, h]; the mean is over all cells. */
  public static double smape(double[][] forecast, double[][] target, double[][] mask) {
    return 200 * mean(forecast, target, mask, ForecastMetrics::symmetric);
  }

  /** Error in percent of the target; a target of 0 counts as 1. */
  public static double mape(double[][] forecast, double[][] target) {
    return 100
        * mean(forecast, target, null, (f, t) -> Math.abs(f - t) / (t == 0 ? 1 : Math.abs(t)));
  }

  private static double symmetric(double forecast, double target) {
    double size = Math.abs(forecast) + Math.abs(target);
    return size == 0 ? 0 : Math.abs(forecast - target) / size;
  }

  /**
   * Scaled error: each series' mean absolute error over that of its own seasonal repeat in sample,
   * averaged over the series.
   *
   * @param insample [n][...], each longer than the period
   * @param period steps of a season, at least 1
   */
  public static double mase(
      double[][] forecast, double[][] target, double[][] insample, int period) {
    return mase(forecast, target, insample, i -> period);
  }

  /** As above, with a period for every series. */
  public static double mase(
      double[][] forecast, double[][] target, double[][] insample, IntUnaryOperator period) {
    requireAlike(forecast, target);
    double sum = 0;
    for (int i = 0; i < forecast.length; i++) {
      double error = 0;
      for (int s = 0; s < forecast[i].length; s++) {
        error += Math.abs(forecast[i][s] - target[i][s]);
      }
      sum += error / forecast[i].length / seasonalScale(insample[i], period.applyAsInt(i));
    }
    return sum / forecast.length;
  }

  /** The mean absolute difference of steps one period apart. */
  public static double seasonalScale(double[] insample, int period) {
    if (period < 1 || insample.length <= period) {
      throw new IllegalArgumentException(
          "period is " + period + ", allowed: 1 to " + (insample.length - 1) + " in this series");
    }
    double sum = 0;
    for (int t = period; t < insample.length; t++) {
      sum += Math.abs(insample[t] - insample[t - period]);
    }
    return sum / (insample.length - period);
  }

  /** Overall weighted average: the mean of SMAPE and MASE, each over Naive2's. */
  public static double owa(double smape, double mase, double naiveSmape, double naiveMase) {
    return (smape / naiveSmape + mase / naiveMase) / 2;
  }

  private interface CellError {
    double of(double forecast, double target);
  }

  private static double mean(
      double[][] forecast, double[][] target, double @Nullable [][] mask, CellError error) {
    requireAlike(forecast, target);
    double sum = 0;
    long cells = 0;
    for (int i = 0; i < forecast.length; i++) {
      for (int s = 0; s < forecast[i].length; s++) {
        double weight = mask == null ? 1 : mask[i][s];
        sum += weight * error.of(forecast[i][s], target[i][s]);
      }
      cells += forecast[i].length;
    }
    return sum / cells;
  }

  private static void requireAlike(double[][] forecast, double[][] target) {
    if (forecast.length == 0 || forecast.length != target.length) {
      throw new IllegalArgumentException(
          "forecast, target: " + forecast.length + " and " + target.length + " series");
    }
    for (int i = 0; i < forecast.length; i++) {
      if (forecast[i].length != target[i].length) {
        throw new IllegalArgumentException(
            "forecast[%d], target[%d]: %d and %d steps"
                .formatted(i, i, forecast[i].length, target[i].length));
      }
    }
  }
}
