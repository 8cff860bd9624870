package polyad.completion.functional;

import java.util.Arrays;

/** The state of a fit, and one sweep over it: modes, core, noise. */
final class Inference {
  private static final double FIRST_PRECISION = 1e-3;

  private final FunBatConfig config;
  private final double[] y;
  private final int[][] place; // [K][N], the index of each observation
  private final Mode[] modes;
  private final Core core;
  private double noiseRate; // Σ b_n
  private double tau = 1;

  Inference(double[][] t, double[] y, FunBatConfig config, FunBat.Start start) {
    this.config = config;
    this.y = y;
    int n = y.length;
    int count = config.modes();
    this.place = new int[count][n];
    this.modes = new Mode[count];
    for (int k = 0; k < count; k++) {
      double[] index = Observations.distinct(t, k);
      int r = config.ranks().get(k);
      double[][] precision = new double[index.length][r * r];
      double[][] shift = new double[index.length][r];
      for (int i = 0; i < n; i++) {
        place[k][i] = Arrays.binarySearch(index, t[i][k]);
        for (int a = 0; a < r; a++) {
          precision[place[k][i]][a * r + a] += FIRST_PRECISION;
          shift[place[k][i]][a] += start.shift()[k][i][a];
        }
      }
      double[][] mean =
          Arrays.stream(start.mean()[k]).map(double[]::clone).toArray(double[][]::new);
      modes[k] = new Mode(config.kernels().get(k), index, mean, precision, shift, start.prior()[k]);
    }
    this.core = new Core(config, start, n, FIRST_PRECISION);
    this.noiseRate = n;
  }

  /** One sweep; E[τ] after it. */
  double sweep() {
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
    if (config.tucker()) {
      updateCore();
    }
    updateNoise();
    return tau;
  }

  private double[][] means(int observation) {
    double[][] means = new double[modes.length][];
    Arrays.setAll(means, k -> modes[k].mean[place[k][observation]]);
    return means;
  }

  private double[][] seconds(int observation) {
    double[][] seconds = new double[modes.length][];
    Arrays.setAll(seconds, k -> modes[k].second[place[k][observation]]);
    return seconds;
  }

  private void message(int k) {
    Mode mode = modes[k];
    int r = mode.rank;
    double[][] precision = new double[mode.index.length][r * r];
    double[][] shift = new double[mode.index.length][r];
    for (int i = 0; i < y.length; i++) {
      Core.Moments a = core.without(k, means(i), seconds(i));
      double[] p = precision[place[k][i]];
      double[] s = shift[place[k][i]];
      for (int c = 0; c < p.length; c++) {
        p[c] += tau * a.second()[c];
      }
      for (int c = 0; c < r; c++) {
        s[c] += tau * y[i] * a.mean()[c];
      }
    }
    mode.damp(config.damping(), precision, shift);
  }

  private void updateCore() {
    int size = core.mean().length;
    double[] precision = new double[size * size];
    double[] shift = new double[size];
    for (int i = 0; i < y.length; i++) {
      Core.Moments z = core.all(means(i), seconds(i));
      for (int c = 0; c < precision.length; c++) {
        precision[c] += tau * z.second()[c];
      }
      for (int c = 0; c < size; c++) {
        shift[c] += tau * y[i] * z.mean()[c];
      }
    }
    core.damp(config.dampingCore(), precision, shift, config.corePrecision());
  }

  private void updateNoise() {
    double fresh = 0;
    double[] g = core.mean();
    for (int i = 0; i < y.length; i++) {
      Core.Moments z = core.all(means(i), seconds(i));
      double[] row = Dense.times(z.second(), g, g.length, g.length, 1);
      fresh += 0.5 * y[i] * y[i] - y[i] * Dense.dot(z.mean(), g) + 0.5 * Dense.dot(g, row);
    }
    noiseRate = config.dampingTau() * noiseRate + (1 - config.dampingTau()) * fresh;
    tau = (config.a0() + 0.5 * y.length) / (config.b0() + noiseRate);
  }

  FunBatModel model(double[] trace) {
    return new FunBatModel(config, modes, core, tau, trace);
  }
}
