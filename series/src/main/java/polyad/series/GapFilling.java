package polyad.series;

import java.util.Arrays;

/** Fills gaps of single series without learning. */
public final class GapFilling {
  private GapFilling() {}

  /**
   * Straight lines between observed neighbours; before the first and after the last the nearest.
   *
   * @param values [t], NaN where nothing was observed
   * @throws IllegalArgumentException when nothing was observed
   */
  public static double[] linear(double[] values) {
    double[] filled = values.clone();
    int before = -1;
    for (int t = 0; t < values.length; t++) {
      if (!Double.isNaN(values[t])) {
        line(filled, before, t);
        before = t;
      }
    }
    if (before < 0) {
      throw new IllegalArgumentException("values: none of " + values.length + " is observed");
    }
    Arrays.fill(filled, before, filled.length, values[before]);
    return filled;
  }

  private static void line(double[] values, int before, int at) {
    for (int t = before + 1; t < at; t++) {
      double share = before < 0 ? 1 : (double) (t - before) / (at - before);
      double start = before < 0 ? 0 : values[before];
      values[t] = start + share * (values[at] - start);
    }
  }

  /**
   * The mean of what was observed.
   *
   * @param values [t], NaN where nothing was observed
   */
  public static double[] mean(double[] values) {
    double mean = Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    return Arrays.stream(values).map(v -> Double.isNaN(v) ? mean : v).toArray();
  }
}
