package polyad.completion.functional;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Inference of functional Tucker and CP decompositions by damped message passing (conditional
 * expectation propagation with chains; section 4).
 *
 * <p>Messages of all observations at an index are damped alike, so their sums suffice: memory is
 * O(D·R²) a mode, and a sweep costs O(N·R^(K+...)) for the moments and O(D·R³) for the chains.
 */
public final class FunBat {
  private static final double FIRST_PRECISION = 1e-3;

  private FunBat() {}

  /**
   * What a fit begins with.
   *
   * @param mean values of every observed index, [K][D_k][R_k]
   * @param shift first messages of every observation, [K][N][R_k]
   * @param prior means of the first states, [K][S_k]
   * @param core [ΠR_k], and its first messages [N][ΠR_k]; empty for CP
   */
  public record Start(
      double[][][] mean,
      double[][][] shift,
      double[][] prior,
      double[] core,
      double[][] coreShift) {
    /** At random, uniform on 0 to 1; messages a thousandth of it; zero prior means. */
    public static Start random(double[][] t, FunBatConfig config, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int modes = config.modes();
      double[][][] mean = new double[modes][][];
      double[][][] shift = new double[modes][][];
      double[][] prior = new double[modes][];
      for (int k = 0; k < modes; k++) {
        int r = config.ranks().get(k);
        mean[k] = uniform(random, Observations.distinct(t, k).length, r, 1);
        shift[k] = uniform(random, t.length, r, FIRST_PRECISION);
        prior[k] = new double[config.kernels().get(k).order() * r];
      }
      int core = config.ranks().stream().reduce(1, Math::multiplyExact);
      return config.tucker()
          ? new Start(
              mean,
              shift,
              prior,
              uniform(random, 1, core, 1)[0],
              uniform(random, t.length, core, FIRST_PRECISION))
          : new Start(mean, shift, prior, new double[0], new double[0][]);
    }

    private static double[][] uniform(SplittableRandom random, int n, int r, double scale) {
      double[][] values = new double[n][];
      Arrays.setAll(values, i -> random.doubles(r, 0, scale).toArray());
      return values;
    }
  }

  /**
   * Fits from a random start.
   *
   * @param t indexes [N][K], finite
   * @param y values [N], finite
   * @throws IllegalArgumentException that names the observation that is not finite, or the mode
   *     with fewer than two distinct indexes
   */
  public static FunBatModel fit(double[][] t, double[] y, FunBatConfig config, long seed) {
    Observations.require(t, y, config.modes());
    return fit(t, y, config, Start.random(t, config, seed));
  }

  /** Fits from a given start. */
  public static FunBatModel fit(double[][] t, double[] y, FunBatConfig config, Start start) {
    Observations.require(t, y, config.modes());
    Inference inference = new Inference(t, y, config, start);
    double[] tau = new double[config.sweeps()];
    for (int sweep = 0; sweep < tau.length; sweep++) {
      tau[sweep] = inference.sweep();
    }
    return inference.model(tau);
  }
}
