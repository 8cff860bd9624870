package polyad.completion.functional;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Kalman filter and Rauch–Tung–Striebel smoother over sorted points, for R independent functions of
 * one kernel whose values are observed together.
 *
 * <p>The state stacks all R values, then all R first derivatives, and so on: S = order·R.
 */
public final class KalmanSmoother {
  private final MaternKernel kernel;
  private final int rank;
  private final int size;
  private final double[] stationary; // [S, S]

  /**
   * The moments of every state; matrices are flat, [S·S].
   *
   * @param predictedMean [n][S]
   * @param predictedCovariance [n][S·S]
   * @param filteredMean [n][S]
   * @param filteredCovariance [n][S·S]
   * @param mean smoothed, [n][S]
   * @param covariance smoothed, [n][S·S]
   * @param logLikelihood of the observations
   */
  public record Result(
      double[][] predictedMean,
      double[][] predictedCovariance,
      double[][] filteredMean,
      double[][] filteredCovariance,
      double[][] mean,
      double[][] covariance,
      double logLikelihood) {}

  /** Of R functions. */
  public KalmanSmoother(MaternKernel kernel, int rank) {
    if (rank < 1) {
      throw new IllegalArgumentException("rank is " + rank + ", allowed: 1 or more");
    }
    this.kernel = kernel;
    this.rank = rank;
    this.size = kernel.order() * rank;
    this.stationary = widen(kernel.stationary());
  }

  /** m ⊗ I_R. */
  private double[] widen(double[] m) {
    int q = kernel.order();
    return Dense.kronecker(m, q, q, Dense.identity(rank, 1), rank, rank);
  }

  /** The covariance of a state before any observation: [S·S]. */
  public double[] stationary() {
    return stationary.clone();
  }

  /** F ⊗ I: [S·S]. */
  public double[] drift() {
    return widen(kernel.drift());
  }

  /** exp(F·dt) ⊗ I: [S·S]. */
  double[] transition(double dt) {
    return widen(kernel.transition(dt));
  }

  /**
   * Filters and smooths.
   *
   * @param t sorted points [n]
   * @param y observed values [n][R]
   * @param observed whether a point was observed [n]; otherwise its value and noise are not read
   * @param noise covariance of the observation [n][R·R]
   * @param prior mean of the first state [S], or null for zero
   */
  public Result run(
      double[] t, double[][] y, boolean[] observed, double[][] noise, double @Nullable [] prior) {
    int n = t.length;
    double[][] predictedMean = new double[n][];
    double[][] predictedCov = new double[n][];
    double[][] filteredMean = new double[n][];
    double[][] filteredCov = new double[n][];
    double[][] steps = new double[n][];
    double likelihood = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0) {
        predictedMean[0] = prior == null ? new double[size] : prior.clone();
        predictedCov[0] = stationary.clone();
      } else {
        double[] a = transition(t[i] - t[i - 1]);
        steps[i] = a;
        predictedMean[i] = Dense.times(a, filteredMean[i - 1], size, size, 1);
        // Q = P∞ − A·P∞·A', so A·P·A' + Q = P∞ + A·(P − P∞)·A'.
        double[] gap = Dense.plus(filteredCov[i - 1], stationary, -1);
        predictedCov[i] = Dense.plus(stationary, Dense.sandwich(a, gap, size, size), 1);
      }
      if (!observed[i]) {
        filteredMean[i] = predictedMean[i];
        filteredCov[i] = predictedCov[i];
      } else {
        likelihood +=
            update(i, y[i], noise[i], predictedMean, predictedCov, filteredMean, filteredCov);
      }
    }
    double[][] mean = filteredMean.clone();
    double[][] covariance = filteredCov.clone();
    for (int i = n - 2; i >= 0; i--) {
      double[] cross =
          Dense.times(filteredCov[i], Dense.transpose(steps[i + 1], size, size), size, size, size);
      double[] gain =
          Dense.times(cross, Dense.inverse(predictedCov[i + 1], size), size, size, size);
      double[] lift =
          Dense.times(gain, Dense.plus(mean[i + 1], predictedMean[i + 1], -1), size, size, 1);
      mean[i] = Dense.plus(filteredMean[i], lift, 1);
      double[] gap = Dense.plus(covariance[i + 1], predictedCov[i + 1], -1);
      covariance[i] = Dense.plus(filteredCov[i], Dense.sandwich(gain, gap, size, size), 1);
    }
    return new Result(
        predictedMean, predictedCov, filteredMean, filteredCov, mean, covariance, likelihood);
  }

  /** One observation, in Joseph's form; the log density of the innovation. */
  private double update(
      int i,
      double[] y,
      double[] noise,
      double[][] predictedMean,
      double[][] predictedCov,
      double[][] filteredMean,
      double[][] filteredCov) {
    double[] m = predictedMean[i];
    double[] p = predictedCov[i];
    double[] innovation = new double[rank];
    double[] s = noise.clone();
    double[] ph = new double[size * rank]; // P·H'
    for (int r = 0; r < rank; r++) {
      innovation[r] = y[r] - m[r];
      for (int c = 0; c < rank; c++) {
        s[r * rank + c] += p[r * size + c];
      }
      for (int k = 0; k < size; k++) {
        ph[k * rank + r] = p[k * size + r];
      }
    }
    double[] factor = Dense.cholesky(s, rank);
    double[] inverse = Dense.inverseOfFactored(factor, rank);
    double[] gain = Dense.times(ph, inverse, size, rank, rank);
    filteredMean[i] = Dense.plus(m, Dense.times(gain, innovation, size, rank, 1), 1);
    double[] keep = Dense.identity(size, 1); // I − K·H
    for (int k = 0; k < size; k++) {
      for (int r = 0; r < rank; r++) {
        keep[k * size + r] -= gain[k * rank + r];
      }
    }
    filteredCov[i] =
        Dense.plus(Dense.sandwich(keep, p, size, size), Dense.sandwich(gain, noise, size, rank), 1);
    double square = Dense.dot(innovation, Dense.times(inverse, innovation, rank, rank, 1));
    return -0.5
        * (square + Dense.logDeterminantOfFactored(factor, rank) + rank * Math.log(2 * Math.PI));
  }

  /**
   * The moments of a state {@code gap} before a smoothed one: the backward stationary transition.
   *
   * @return the mean [S] and the covariance [S·S]
   */
  double[][] before(double gap, double[] mean, double[] covariance) {
    double[] cross =
        Dense.times(stationary, Dense.transpose(transition(gap), size, size), size, size, size);
    double[] gain = Dense.times(cross, Dense.inverse(stationary, size), size, size, size);
    double[] difference = Dense.plus(covariance, stationary, -1);
    return new double[][] {
      Dense.times(gain, mean, size, size, 1),
      Dense.plus(stationary, Dense.sandwich(gain, difference, size, size), 1)
    };
  }

  /**
   * One draw of all states given the observations, by filtering forwards and sampling backwards.
   *
   * @param t the points of the run
   * @param run what {@link #run} returned for them
   * @return [n][S]
   */
  public double[][] sample(double[] t, Result run, SplittableRandom random) {
    int n = t.length;
    double[][] states = new double[n][];
    states[n - 1] = draw(run.filteredMean()[n - 1], run.filteredCovariance()[n - 1], random);
    for (int i = n - 2; i >= 0; i--) {
      double[] p = run.filteredCovariance()[i];
      double[] predicted = run.predictedCovariance()[i + 1];
      double[] back = Dense.transpose(transition(t[i + 1] - t[i]), size, size);
      double[] cross = Dense.times(p, back, size, size, size);
      double[] gain = Dense.times(cross, Dense.inverse(predicted, size), size, size, size);
      double[] miss = Dense.plus(states[i + 1], run.predictedMean()[i + 1], -1);
      double[] mean = Dense.plus(run.filteredMean()[i], Dense.times(gain, miss, size, size, 1), 1);
      double[] covariance = Dense.plus(p, Dense.sandwich(gain, predicted, size, size), -1);
      states[i] = draw(mean, covariance, random);
    }
    return states;
  }

  /** One draw of the functions' values at sorted points from their prior, [n][R]. */
  double[][] samplePrior(double[] t, SplittableRandom random) {
    double[][] values = new double[t.length][];
    double[] state = draw(new double[size], stationary, random);
    for (int i = 0; i < t.length; i++) {
      if (i > 0) {
        double[] a = transition(t[i] - t[i - 1]);
        double[] noise = Dense.plus(stationary, Dense.sandwich(a, stationary, size, size), -1);
        state = draw(Dense.times(a, state, size, size, 1), noise, random);
      }
      values[i] = Arrays.copyOf(state, rank);
    }
    return values;
  }

  /** One draw of a state {@code gap} before a given one. */
  double[] sampleBefore(double gap, double[] state, SplittableRandom random) {
    double[][] moments = before(gap, state, new double[size * size]);
    return draw(moments[0], moments[1], random);
  }

  private double[] draw(double[] mean, double[] covariance, SplittableRandom random) {
    double[] normal = new double[size];
    Arrays.setAll(normal, i -> random.nextGaussian());
    return Dense.plus(mean, Dense.times(Dense.root(covariance, size), normal, size, size, 1), 1);
  }
}
