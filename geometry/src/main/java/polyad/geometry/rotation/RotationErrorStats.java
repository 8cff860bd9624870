package polyad.geometry.rotation;

import java.util.Arrays;

/**
 * What a paper reports of rotation errors.
 *
 * @param mean in degrees
 * @param max in degrees
 * @param std population standard deviation, in degrees
 * @param p50 median, in degrees
 * @param p90 in degrees
 * @param p99 in degrees
 */
public record RotationErrorStats(
    double mean, double max, double std, double p50, double p90, double p99) {
  /**
   * Sums up errors.
   *
   * @param degrees at least one; not changed
   * @throws IllegalArgumentException when there is none
   */
  public static RotationErrorStats of(double[] degrees) {
    if (degrees.length == 0) {
      throw new IllegalArgumentException("degrees: no errors, expected at least one");
    }
    double mean = Arrays.stream(degrees).average().orElseThrow();
    double variance =
        Arrays.stream(degrees).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    double[] sorted = degrees.clone();
    Arrays.sort(sorted);
    return new RotationErrorStats(
        mean,
        sorted[sorted.length - 1],
        Math.sqrt(variance),
        quantile(sorted, 0.5),
        quantile(sorted, 0.9),
        quantile(sorted, 0.99));
  }

  /** The quantile between sorted values, linearly interpolated. */
  static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(sorted.length - 1, low + 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
