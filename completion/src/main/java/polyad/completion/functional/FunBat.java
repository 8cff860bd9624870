package polyad.completion.functional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Inference of functional Tucker and CP decompositions by damped message passing (conditional
 * expectation propagation with chains; section 4).
 *
 * <p>Messages of all observations at an index are damped alike, so their sums suffice: memory is
 * O(D·R²) a mode, and a sweep costs O(N·K·R²) for CP's moments, O(N·R^(2K)) for Tucker's, and
 * O(D·R³) for the chains.
 */
public final class FunBat {
  /** Of the messages that a fit begins with. */
  static final double FIRST_PRECISION = 1e-3;

  /** How many starts held-out observations choose among. */
  static final int STARTS = 6;

  private static final int UNIFORM = 4;

  private static final double FIRST_VARIANCE = 0.01;
  private static final double FIRST_NOISE = 0.01;

  private FunBat() {}

  /**
   * How a fit stood after a sweep.
   *
   * @param tau E[τ], the precision of the noise
   * @param train root mean square error of the observations
   * @param held that of the held-out ones; NaN without any
   */
  public record Sweep(double tau, double train, double held) {}

  /**
   * What a fit begins with.
   *
   * @param mean values of every observed index, [K][D_k][R_k]
   * @param shift first messages of every observation, [K][N][R_k]
   * @param prior means of the first states, [K][S_k]
   * @param core [ΠR_k], and its first messages [N][ΠR_k]; empty for CP
   * @param variance of every value and core entry
   * @param tau E[τ]
   * @param rate b_n of every observation
   */
  public record Start(
      double[][][] mean,
      double[][][] shift,
      double[][] prior,
      double[] core,
      double[][] coreShift,
      double variance,
      double tau,
      double rate) {
    /** With the official variances, precision and rate, all 1. */
    public Start(
        double[][][] mean,
        double[][][] shift,
        double[][] prior,
        double[] core,
        double[][] coreShift) {
      this(mean, shift, prior, core, coreShift, 1, 1, 1);
    }

    /** At random, uniform on 0 to 1; messages a thousandth of it; zero prior means. */
    public static Start random(Observations data, FunBatConfig config, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int modes = config.modes();
      double[][][] mean = new double[modes][][];
      double[][][] shift = new double[modes][][];
      double[][] prior = new double[modes][];
      for (int k = 0; k < modes; k++) {
        int r = config.ranks().get(k);
        mean[k] = uniform(random, data.distinct(k).length, r, 1);
        shift[k] = uniform(random, data.size(), r, FIRST_PRECISION);
        prior[k] = new double[config.kernels().get(k).order() * r];
      }
      if (!config.tucker()) {
        return new Start(mean, shift, prior, new double[0], new double[0][]);
      }
      int core = config.ranks().stream().reduce(1, Math::multiplyExact);
      double[] first = uniform(random, 1, core, 1)[0];
      return new Start(
          mean, shift, prior, first, uniform(random, data.size(), core, FIRST_PRECISION));
    }

    /**
     * Functions drawn from their prior, a normal core, and little noise: 1 % of the values'
     * variance.
     */
    public static Start prior(Observations data, FunBatConfig config, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int modes = config.modes();
      double[][][] mean = new double[modes][][];
      double[][][] shift = new double[modes][][];
      double[][] prior = new double[modes][];
      for (int k = 0; k < modes; k++) {
        int r = config.ranks().get(k);
        MaternKernel kernel = config.kernels().get(k);
        prior[k] = new double[kernel.order() * r];
        mean[k] = new KalmanSmoother(kernel, r).samplePrior(data.distinct(k), random);
        shift[k] = new double[data.size()][r];
      }
      int size = config.ranks().stream().reduce(1, Math::multiplyExact);
      double[] core = new double[config.tucker() ? size : 0];
      Arrays.setAll(core, c -> random.nextGaussian());
      double noise = Math.max(FIRST_NOISE * Math.pow(data.deviation(), 2), Double.MIN_NORMAL);
      return new Start(
          mean,
          shift,
          prior,
          core,
          config.tucker() ? new double[data.size()][size] : new double[0][],
          FIRST_VARIANCE,
          1 / noise,
          noise / 2);
    }

    private static double[][] uniform(SplittableRandom random, int n, int r, double scale) {
      double[][] values = new double[n][];
      Arrays.setAll(values, i -> random.doubles(r, 0, scale).toArray());
      return values;
    }
  }

  /**
   * Fits from a random start, all sweeps.
   *
   * @param t indexes [N][K], finite
   * @param y values [N], finite
   * @throws IllegalArgumentException that names the observation that is not finite, or the mode
   *     with fewer than two distinct indexes
   */
  public static FunBatModel fit(double[][] t, double[] y, FunBatConfig config, long seed) {
    Observations data = new Observations(t, y);
    data.require(config.modes());
    return fit(t, y, config, Start.random(data, config, seed));
  }

  /** Fits from a given start, all sweeps. */
  public static FunBatModel fit(double[][] t, double[] y, FunBatConfig config, Start start) {
    Observations data = new Observations(t, y);
    data.require(config.modes());
    return run(Inference.start(data, config, start), config.sweeps(), null, sweep -> {});
  }

  /**
   * Fits from several starts (four {@link Start#random} and two {@link Start#prior}: many starts
   * end at zero, and functions that swing about zero are found from the latter only) and keeps the
   * start and the sweep that predict held-out observations best: further sweeps over-fit.
   *
   * @param held at least one
   * @param watcher is told of every sweep; what it throws ends the fit
   */
  public static FunBatModel fit(
      Observations train,
      Observations held,
      FunBatConfig config,
      long seed,
      Consumer<Sweep> watcher) {
    train.require(config.modes());
    held.requireFinite(config.modes());
    if (held.size() == 0) {
      throw new IllegalArgumentException("held: 0 observations, allowed: 1 or more");
    }
    return IntStream.range(0, STARTS)
        .mapToObj(
            i ->
                i < UNIFORM
                    ? Start.random(train, config, seed + i)
                    : Start.prior(train, config, seed + i))
        .map(s -> run(Inference.start(train, config, s), config.sweeps(), held, watcher))
        .min(Comparator.comparingDouble(m -> held.rmse(m.values(held.t()))))
        .orElseThrow();
  }

  /** Goes on with observations that the model has not seen, all sweeps. */
  static FunBatModel further(FunBatModel model, Observations data, int sweeps) {
    data.requireFinite(model.config().modes());
    if (data.size() == 0) {
      throw new IllegalArgumentException("nothing to train on: 0 observations");
    }
    return run(Inference.further(model, data), sweeps, null, sweep -> {});
  }

  private static FunBatModel run(
      Inference inference, int sweeps, @Nullable Observations held, Consumer<Sweep> watcher) {
    List<Sweep> trace = new ArrayList<>();
    FunBatModel best = inference.model();
    double least = Double.POSITIVE_INFINITY;
    for (int s = 0; s < sweeps; s++) {
      inference.sweep();
      FunBatModel model = inference.model();
      double error = held == null ? Double.NaN : held.rmse(model.values(held.t()));
      Sweep sweep = new Sweep(inference.tau(), inference.trainError(), error);
      trace.add(sweep);
      watcher.accept(sweep);
      if (held == null || error < least) {
        least = error;
        best = model;
      }
    }
    return best.withTrace(trace);
  }
}
