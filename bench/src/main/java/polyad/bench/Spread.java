package polyad.bench;

import java.util.Arrays;
import java.util.Collection;

/** The median and the extremes of some numbers. */
public record Spread(double min, double median, double max) {
  /**
   * Of these numbers; the median of an even count is the mean of the middle two.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Spread of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("values is empty, expected at least one number");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Spread(sorted[0], median, sorted[n - 1]);
  }

  /** Of the quotients of numbers at the same place. */
  static Spread ofRatios(double[] numerators, double[] denominators) {
    if (numerators.length != denominators.length) {
      throw new IllegalArgumentException(
          "numerators has %d values, denominators %d, expected as many"
              .formatted(numerators.length, denominators.length));
    }
    double[] ratios = new double[numerators.length];
    Arrays.setAll(ratios, i -> numerators[i] / denominators[i]);
    return of(Arrays.stream(ratios).boxed().toList());
  }
}
