package polyad.completion.functional;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import polyad.catalog.ConfigChecks;
import polyad.catalog.ModelDirectory;

/** A fitted decomposition: values with variances at any real index. Immutable. */
public final class FunBatModel {
  private final FunBatConfig config;
  private final Chain[] chains;
  private final Core core;
  private final Noise noise;
  private final List<FunBat.Sweep> trace;

  /**
   * What the model says.
   *
   * @param mean [n]
   * @param latentVariance [n], of the value without noise
   * @param variance [n], with noise
   */
  public record Prediction(double[] mean, double[] latentVariance, double[] variance) {
    /** The standard deviations with noise, [n]. */
    public double[] deviation() {
      return Arrays.stream(variance).map(Math::sqrt).toArray();
    }
  }

  /**
   * Latent functions at indexes.
   *
   * @param mean [n][R]
   * @param covariance [n][R·R]
   */
  public record Latent(double[][] mean, double[][] covariance) {}

  /**
   * What is known of the noise.
   *
   * @param precision E[τ]
   * @param rate Σ b_n
   * @param observations their number
   */
  record Noise(double precision, double rate, int observations) {}

  FunBatModel(FunBatConfig config, Chain[] chains, Core core, Noise noise) {
    this(config, chains, core, noise, List.of());
  }

  private FunBatModel(
      FunBatConfig config, Chain[] chains, Core core, Noise noise, List<FunBat.Sweep> trace) {
    this.config = config;
    this.chains = chains;
    this.core = core;
    this.noise = noise;
    this.trace = List.copyOf(trace);
  }

  FunBatModel withTrace(List<FunBat.Sweep> sweeps) {
    return new FunBatModel(config, chains, core, noise, sweeps);
  }

  /** How it was fitted. */
  public FunBatConfig config() {
    return config;
  }

  /** E[τ], the precision of the noise. */
  public double noisePrecision() {
    return noise.precision();
  }

  /** All sweeps of the last fit; with held-out observations the model is that of the best. */
  public List<FunBat.Sweep> trace() {
    return trace;
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
    return chains[mode].index.clone();
  }

  Chain chain(int mode) {
    return chains[mode];
  }

  Core decomposition() {
    return core;
  }

  Noise noise() {
    return noise;
  }

  /** The functions of a mode at any indexes. */
  public Latent latent(int mode, double[] at) {
    return chains[mode].at(at);
  }

  /**
   * One draw of a mode's functions from their posterior, jointly over all indexes.
   *
   * @param at indexes [n], seen or not, in any order
   * @return [n][R]
   */
  public double[][] sampleFunctions(int mode, double[] at, long seed) {
    return chains[mode].sample(at, new SplittableRandom(seed));
  }

  /**
   * Predicts.
   *
   * @param t indexes [n][K], seen or not
   * @throws IllegalArgumentException when a row has another number of indexes, or one is not finite
   */
  public Prediction predict(double[][] t) {
    Latent[] latents = latents(t);
    int n = t.length;
    double[] mean = new double[n];
    double[] latent = new double[n];
    double[] variance = new double[n];
    double[] g = core.mean();
    double[] gg = Dense.secondMoment(g, core.covariance());
    for (int i = 0; i < n; i++) {
      double[][] m = new double[chains.length][];
      double[][] s = new double[chains.length][];
      for (int k = 0; k < chains.length; k++) {
        m[k] = latents[k].mean()[i];
        s[k] = Dense.secondMoment(m[k], latents[k].covariance()[i]);
      }
      Core.Moments z = core.all(m, s);
      mean[i] = Dense.dot(g, z.mean());
      // Rounding may leave a difference of near squares below zero.
      latent[i] = Math.max(0, Dense.dot(z.second(), gg) - mean[i] * mean[i]);
      variance[i] = latent[i] + 1 / noise.precision();
    }
    return new Prediction(mean, latent, variance);
  }

  /** The means of {@link #predict} alone, [n]. */
  double[] values(double[][] t) {
    Latent[] latents = latents(t);
    double[] values = new double[t.length];
    for (int i = 0; i < values.length; i++) {
      double[][] m = new double[chains.length][];
      for (int k = 0; k < m.length; k++) {
        m[k] = latents[k].mean()[i];
      }
      values[i] = core.value(m);
    }
    return values;
  }

  private Latent[] latents(double[][] t) {
    for (int i = 0; i < t.length; i++) {
      if (t[i].length != chains.length || !Arrays.stream(t[i]).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "row %d is %s, allowed: %d finite indexes"
                .formatted(i + 1, Arrays.toString(t[i]), chains.length));
      }
    }
    Latent[] latents = new Latent[chains.length];
    Arrays.setAll(latents, k -> latent(k, Arrays.stream(t).mapToDouble(row -> row[k]).toArray()));
    return latents;
  }

  /**
   * Goes on with further observations, which may lie at new indexes. Those of earlier fits need not
   * be at hand: their messages stay as they are. Given again, an observation counts twice.
   *
   * @param t indexes [N][K], finite
   * @param y values [N], finite
   * @param sweeps 1 or more
   * @return the further model; this one does not change
   */
  public FunBatModel partialFit(double[][] t, double[] y, int sweeps) {
    return FunBat.further(this, new Observations(t, y), ConfigChecks.atLeast("sweeps", sweeps, 1));
  }

  /**
   * Writes configuration and weights; the caller commits.
   *
   * @throws IOException when the disk does not take it
   */
  public void save(ModelDirectory.Writer writer) throws IOException {
    ModelFiles.write(this, writer);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws polyad.catalog.UsageException when a part is missing or does not fit
   */
  public static FunBatModel load(ModelDirectory directory) throws IOException {
    return ModelFiles.read(directory);
  }
}
