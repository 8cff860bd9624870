package polyad.catalog.report;

import java.util.Arrays;

/** How a cost grows: y = c·x^e. */
public final class PowerLaw {
  private PowerLaw() {}

  /**
   * The exponent e: the slope of log y over log x by least squares.
   *
   * @param x above 0, two or more distinct
   * @param y above 0, as many
   */
  public static double exponent(double[] x, double[] y) {
    double[] u = Arrays.stream(x).map(Math::log).toArray();
    double[] v = Arrays.stream(y).map(Math::log).toArray();
    double meanU = Arrays.stream(u).average().orElse(0);
    double meanV = Arrays.stream(v).average().orElse(0);
    double uv = 0;
    double uu = 0;
    for (int i = 0; i < u.length; i++) {
      uv += (u[i] - meanU) * (v[i] - meanV);
      uu += (u[i] - meanU) * (u[i] - meanU);
    }
    return uv / uu;
  }
}
