package polyad.completion.functional;

import polyad.catalog.ConfigChecks;

/** Central intervals of the normal distribution. */
final class Intervals {
  private static final int PANELS = 400;
  private static final double WIDEST = 8;

  private Intervals() {}

  /**
   * How many standard deviations an interval reaches to either side.
   *
   * @param level its probability, 0.01 to 0.9999
   */
  static double deviations(double level) {
    ConfigChecks.between("level", level, 0.01, 0.9999);
    double low = 0;
    double high = WIDEST;
    while (high - low > 1e-12) {
      double middle = 0.5 * (low + high);
      if (probability(middle) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /** Of less than z deviations, by Simpson's rule. */
  private static double probability(double z) {
    double step = z / PANELS;
    double sum = 1 + Math.exp(-0.5 * z * z);
    for (int i = 1; i < PANELS; i++) {
      double x = i * step;
      sum += (i % 2 == 1 ? 4 : 2) * Math.exp(-0.5 * x * x);
    }
    return 2 * sum * step / 3 / Math.sqrt(2 * Math.PI);
  }
}
