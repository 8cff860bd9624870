package polyad.completion.functional;

import java.util.Arrays;

/** A fitted decomposition: values with variances at any real index. */
public final class FunBatModel {
  private final FunBatConfig config;
  private final Mode[] modes;
  private final Core core;
  private final double tau;
  private final double[] trace;

  /**
   * What the model says.
   *
   * @param mean [n]
   * @param latentVariance [n], of the value without noise
   * @param variance [n], with noise
   */
  public record Prediction(double[] mean, double[] latentVariance, double[] variance) {}

  /**
   * Latent functions at indexes.
   *
   * @param mean [n][R]
   * @param covariance [n][R·R]
   */
  public record Latent(double[][] mean, double[][] covariance) {}

  FunBatModel(FunBatConfig config, Mode[] modes, Core core, double tau, double[] trace) {
    this.config = config;
    this.modes = modes;
    this.core = core;
    this.tau = tau;
    this.trace = trace;
  }

  /** E[τ], the precision of the noise. */
  public double noisePrecision() {
    return tau;
  }

  /** E[τ] after each sweep. */
  public double[] trace() {
    return trace.clone();
  }

  /** E[vec W], mode 1 slowest; ones for CP. */
  public double[] core() {
    return core.mean().clone();
  }

  /** Cov[vec W], flat; zeros for CP. */
  public double[] coreCovariance() {
    return core.covariance().clone();
  }

  /** The indexes of a mode that were seen, sorted. */
  public double[] index(int mode) {
    return modes[mode].index.clone();
  }

  /** The functions of a mode at any indexes. */
  public Latent latent(int mode, double[] at) {
    double[][][] moments = modes[mode].at(at);
    return new Latent(moments[0], moments[1]);
  }

  /**
   * Predicts.
   *
   * @param t indexes [n][K], seen or not
   * @throws IllegalArgumentException when a row has another number of indexes, or one is not finite
   */
  public Prediction predict(double[][] t) {
    int n = t.length;
    double[][][] means = new double[modes.length][][];
    double[][][] covariances = new double[modes.length][][];
    for (int i = 0; i < n; i++) {
      if (t[i].length != modes.length || !Arrays.stream(t[i]).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "row %d is %s, allowed: %d finite indexes"
                .formatted(i + 1, Arrays.toString(t[i]), modes.length));
      }
    }
    for (int k = 0; k < modes.length; k++) {
      int mode = k;
      Latent latent = latent(k, Arrays.stream(t).mapToDouble(row -> row[mode]).toArray());
      means[k] = latent.mean();
      covariances[k] = latent.covariance();
    }
    double[] mean = new double[n];
    double[] latent = new double[n];
    double[] variance = new double[n];
    for (int i = 0; i < n; i++) {
      double[][] m = new double[modes.length][];
      double[][] s = new double[modes.length][];
      for (int k = 0; k < modes.length; k++) {
        m[k] = means[k][i];
        s[k] = Dense.secondMoment(means[k][i], covariances[k][i]);
      }
      Core.Moments z = core.all(m, s);
      double[] g = core.mean();
      mean[i] = Dense.dot(g, z.mean());
      double second = Dense.dot(z.second(), Dense.secondMoment(g, core.covariance()));
      latent[i] = second - mean[i] * mean[i];
      variance[i] = latent[i] + 1 / tau;
    }
    return new Prediction(mean, latent, variance);
  }

  /** How it was fitted. */
  public FunBatConfig config() {
    return config;
  }
}
