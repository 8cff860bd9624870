package polyad.completion.functional;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Gaussian-process regression of one function in linear time. */
public final class StateSpaceGp {
  private final MaternKernel kernel;

  /** With a kernel. */
  public StateSpaceGp(MaternKernel kernel) {
    this.kernel = kernel;
  }

  /**
   * What is known of the function at points.
   *
   * @param mean [n]
   * @param variance [n], of the function, without noise
   * @param logMarginal log density of the observations
   */
  public record Posterior(double[] mean, double[] variance, double logMarginal) {}

  /**
   * The posterior at other points, exact on both sides of the data too.
   *
   * @param t points in any order [n], finite
   * @param y observations [n], finite
   * @param noise variances of the observations [n], above 0
   * @param at where to predict, in any order [m]
   */
  public Posterior predict(double[] t, double[] y, double[] noise, double[] at) {
    if (t.length == 0 || y.length != t.length || noise.length != t.length) {
      throw new IllegalArgumentException(
          "t, y, noise: %d, %d, %d numbers, allowed: equal and 1 or more"
              .formatted(t.length, y.length, noise.length));
    }
    for (int i = 0; i < t.length; i++) {
      if (!Double.isFinite(t[i]) || !Double.isFinite(y[i]) || !(noise[i] > 0)) {
        throw new IllegalArgumentException(
            "observation %d is (%s, %s, %s), allowed: finite numbers and a variance above 0"
                .formatted(i, t[i], y[i], noise[i]));
      }
    }
    int n = t.length;
    double[] all =
        IntStream.range(0, n + at.length).mapToDouble(i -> i < n ? t[i] : at[i - n]).toArray();
    int[] order =
        IntStream.range(0, all.length)
            .boxed()
            .sorted((a, b) -> Double.compare(all[a], all[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] sorted = Arrays.stream(order).mapToDouble(i -> all[i]).toArray();
    double[][] values = new double[all.length][];
    double[][] noises = new double[all.length][];
    boolean[] observed = new boolean[all.length];
    for (int i = 0; i < all.length; i++) {
      if (order[i] < n) {
        observed[i] = true;
        values[i] = new double[] {y[order[i]]};
        noises[i] = new double[] {noise[order[i]]};
      }
    }
    KalmanSmoother.Result result =
        new KalmanSmoother(kernel, 1).run(sorted, values, observed, noises, null);
    double[] mean = new double[at.length];
    double[] variance = new double[at.length];
    for (int i = 0; i < all.length; i++) {
      if (order[i] >= n) {
        mean[order[i] - n] = result.mean()[i][0];
        variance[order[i] - n] = result.covariance()[i][0];
      }
    }
    return new Posterior(mean, variance, result.logLikelihood());
  }
}
