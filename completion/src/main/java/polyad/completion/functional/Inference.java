package polyad.completion.functional;

import java.util.Arrays;

/** The state of a fit, and one sweep over it: modes, core, noise. */
final class Inference {
  private final FunBatConfig config;
  private final double[] y;
  private final int[][] place; // [K][N], the index of each observation
  private final Mode[] modes;
  private final Core core;
  private final int keptCount; // observations that are no longer at hand
  private final double keptRate; // their Σ b_n
  private double rate; // Σ b_n of those at hand
  private double tau;
  private double trainError = Double.NaN;

  private Inference(
      Observations data,
      FunBatConfig config,
      Mode[] modes,
      int[][] place,
      Core core,
      FunBatModel.Noise kept,
      double rate) {
    this.config = config;
    this.y = data.y();
    this.modes = modes;
    this.place = place;
    this.core = core;
    this.keptCount = kept.observations();
    this.keptRate = kept.rate();
    this.tau = kept.precision();
    this.rate = rate * y.length;
  }

  /** From the start of a fit. */
  static Inference start(Observations data, FunBatConfig config, FunBat.Start start) {
    Mode[] modes = new Mode[config.modes()];
    int[][] place = new int[modes.length][];
    for (int k = 0; k < modes.length; k++) {
      double[] index = data.distinct(k);
      place[k] = places(data, k, index);
      int r = config.ranks().get(k);
      Mode.Sums first = first(place[k], index.length, r, start.shift()[k]);
      double[][] mean =
          Arrays.stream(start.mean()[k]).map(double[]::clone).toArray(double[][]::new);
      modes[k] =
          new Mode(
              config.kernels().get(k),
              index,
              mean,
              start.variance(),
              start.prior()[k],
              config.valuePrior(),
              first,
              Mode.Sums.zero(index.length, r));
    }
    Core core = Core.start(config, start, data.size());
    FunBatModel.Noise none = new FunBatModel.Noise(start.tau(), 0, 0);
    return new Inference(data, config, modes, place, core, none, start.rate());
  }

  /** From a model on, for observations it has not seen. */
  static Inference further(FunBatModel model, Observations data) {
    FunBatConfig config = model.config();
    Mode[] modes = new Mode[config.modes()];
    int[][] place = new int[modes.length][];
    for (int k = 0; k < modes.length; k++) {
      Chain chain = model.chain(k);
      double[] both = Arrays.copyOf(chain.index, chain.index.length + data.size());
      System.arraycopy(data.column(k), 0, both, chain.index.length, data.size());
      double[] index = Observations.distinct(both);
      place[k] = places(data, k, index);
      int r = chain.rank();
      Mode.Sums kept = Mode.Sums.zero(index.length, r);
      for (int i = 0; i < chain.index.length; i++) {
        int at = Observations.find(index, chain.index[i]);
        kept.precision()[at] = chain.precision[i];
        kept.shift()[at] = chain.shift[i];
      }
      modes[k] =
          new Mode(
              chain.kernel,
              index,
              chain.at(index).mean(),
              1,
              chain.prior,
              config.valuePrior(),
              first(place[k], index.length, r, new double[data.size()][r]),
              kept);
      modes[k].smooth(config.valuePrior());
    }
    return new Inference(
        data,
        config,
        modes,
        place,
        model.decomposition().further(config),
        model.noise(),
        0.5 / model.noisePrecision());
  }

  private static int[] places(Observations data, int mode, double[] index) {
    return Arrays.stream(data.column(mode))
        .mapToInt(value -> Observations.find(index, value))
        .toArray();
  }

  /** Messages of precision I/1000, and shifts [N][R]. */
  private static Mode.Sums first(int[] place, int indexes, int rank, double[][] shift) {
    Mode.Sums sums = Mode.Sums.zero(indexes, rank);
    for (int i = 0; i < place.length; i++) {
      for (int a = 0; a < rank; a++) {
        sums.precision()[place[i]][a * rank + a] += FunBat.FIRST_PRECISION;
        sums.shift()[place[i]][a] += shift[i][a];
      }
    }
    return sums;
  }

  /** One sweep. */
  void sweep() {
    for (int k = 0; k < modes.length; k++) {
      message(k);
      if (config.inner()) {
        modes[k].smooth(config.valuePrior());
      }
    }
    if (!config.inner()) {
      for (Mode mode : modes) {
        mode.smooth(config.valuePrior());
      }
    }
    updateCoreAndNoise();
    trainError = error();
  }

  /** E[τ]. */
  double tau() {
    return tau;
  }

  /** The root mean square error of the observations after the last sweep. */
  double trainError() {
    return trainError;
  }

  private double[][] means(int observation) {
    double[][] means = new double[modes.length][];
    for (int k = 0; k < means.length; k++) {
      means[k] = modes[k].mean[place[k][observation]];
    }
    return means;
  }

  private double[][] seconds(int observation) {
    double[][] seconds = new double[modes.length][];
    for (int k = 0; k < seconds.length; k++) {
      seconds[k] = modes[k].second[place[k][observation]];
    }
    return seconds;
  }

  private void message(int k) {
    Mode mode = modes[k];
    Mode.Sums fresh = Mode.Sums.zero(mode.index.length, mode.rank);
    double[] w = core.unfolded(k);
    for (int i = 0; i < y.length; i++) {
      Core.Moments a = core.without(k, w, config.coreCovariance(), means(i), seconds(i));
      Dense.add(fresh.precision()[place[k][i]], a.second(), tau);
      Dense.add(fresh.shift()[place[k][i]], a.mean(), tau * y[i]);
    }
    mode.damp(config.damping(), fresh);
  }

  /**
   * Both need Σ E[zz'] and Σ y·E[z] alone: the core's messages are τ times these, and Σ E[(y −
   * W'z)²] = Σ y² − 2g'Σ y·E[z] + g'(Σ E[zz'])g.
   */
  private void updateCoreAndNoise() {
    int size = core.mean().length;
    double[] second = new double[size * size];
    double[] cross = new double[size];
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      Core.Moments z = core.all(means(i), seconds(i));
      Dense.add(second, z.second(), 1);
      Dense.add(cross, z.mean(), y[i]);
      squares += y[i] * y[i];
    }
    if (config.tucker()) {
      Core.Belief fresh = Core.Belief.zero(size);
      Dense.add(fresh.precision(), second, tau);
      Dense.add(fresh.shift(), cross, tau);
      core.damp(config.dampingCore(), fresh, config.corePrecision());
    }
    double[] g = core.mean();
    double gsg = Dense.dot(g, Dense.times(second, g, size, size, 1));
    double fresh = 0.5 * squares - Dense.dot(cross, g) + 0.5 * gsg;
    rate = config.dampingTau() * rate + (1 - config.dampingTau()) * fresh;
    tau = (config.a0() + 0.5 * (keptCount + y.length)) / (config.b0() + keptRate + rate);
  }

  private double error() {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double miss = y[i] - core.value(means(i));
      sum += miss * miss;
    }
    return Math.sqrt(sum / y.length);
  }

  /** The model as it stands; later sweeps do not change it. */
  FunBatModel model() {
    Core.Belief belief = core.belief();
    Core copy =
        new Core(
            config,
            core.mean(),
            core.covariance(),
            belief,
            Core.Belief.zero(belief.shift().length));
    return new FunBatModel(
        config,
        Arrays.stream(modes).map(Mode::chain).toArray(Chain[]::new),
        copy,
        new FunBatModel.Noise(tau, keptRate + rate, keptCount + y.length));
  }
}
