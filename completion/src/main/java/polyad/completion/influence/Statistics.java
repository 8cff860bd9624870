package polyad.completion.influence;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The few statistics that judge a run. */
final class Statistics {
  private static final double LEAST_EXPECTED = 5;

  private Statistics() {}

  /**
   * The p-value of counts against a distribution by Pearson's chi-square test; the rarest
   * categories are put together until each expects five.
   */
  static double chiSquareP(int[] counts, double[] probabilities) {
    long total = Arrays.stream(counts).asLongStream().sum();
    int[] order =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted((a, b) -> Double.compare(probabilities[a], probabilities[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double statistic = 0;
    int categories = 0;
    double expected = 0;
    double observed = 0;
    double left = total;
    for (int i : order) {
      expected += total * probabilities[i];
      observed += counts[i];
      left -= total * probabilities[i];
      boolean last = i == order[order.length - 1];
      if (last || (expected >= LEAST_EXPECTED && left >= LEAST_EXPECTED)) {
        statistic += expected > 0 ? (observed - expected) * (observed - expected) / expected : 0;
        categories++;
        expected = 0;
        observed = 0;
      }
    }
    return categories < 2 ? 1 : upperGamma((categories - 1) / 2.0, statistic / 2);
  }

  /** The regularised upper incomplete gamma function Q(a, x). */
  static double upperGamma(double a, double x) {
    if (x <= 0) {
      return 1;
    }
    double front = Math.exp(a * Math.log(x) - x - logGamma(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (double n = a + 1; term > sum * 1e-15; n++) {
        term *= x / n;
        sum += term;
      }
      return 1 - front * sum;
    }
    // Lentz's continued fraction
    double b = x + 1 - a;
    double c = 1 / Double.MIN_NORMAL;
    double d = 1 / b;
    double h = d;
    double delta = 0;
    for (int i = 1; Math.abs(delta - 1) > 1e-14 && i < 10_000; i++) {
      double an = i * (a - i);
      b += 2;
      d = 1 / (an * d + b);
      c = b + an / c;
      delta = c * d;
      h *= delta;
    }
    return front * h;
  }

  /** Stirling's series for log Γ, shifted to where it is exact to double precision. */
  private static double logGamma(double a) {
    double shift = 0;
    double z = a;
    while (z < 15) {
      shift += Math.log(z);
      z++;
    }
    double r = 1 / (z * z);
    double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r / 1680))) / z;
    return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }

  /** Indexes by falling value. */
  static int[] descending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted((a, b) -> Double.compare(values[b], values[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
