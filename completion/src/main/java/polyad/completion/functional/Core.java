package polyad.completion.functional;

import java.util.Arrays;

/** The core: vec(W) ~ N(g, G), mode 1 slowest; for CP a row of ones over equal ranks. */
final class Core {
  private final boolean tucker;
  private final int[] ranks;
  private final int[][] unfoldings; // [K][ΠR]
  private final Belief kept;
  private double[] mean;
  private double[] covariance;
  private final Belief own;

  /** E[z] and E[zz'] of a product of functions. */
  record Moments(double[] mean, double[] second) {}

  /**
   * Sums of messages to vec(W); empty for CP.
   *
   * @param precision Σ Λ^W, [ΠR·ΠR]
   * @param shift Σ η^W, [ΠR]
   */
  record Belief(double[] precision, double[] shift) {
    static Belief zero(int size) {
      return new Belief(new double[size * size], new double[size]);
    }

    Belief plus(Belief other) {
      return new Belief(
          Dense.plus(precision, other.precision, 1), Dense.plus(shift, other.shift, 1));
    }
  }

  /**
   * A core.
   *
   * @param own messages of the observations at hand
   * @param kept messages of observations that are no longer at hand; they stay as they are
   */
  Core(FunBatConfig config, double[] mean, double[] covariance, Belief own, Belief kept) {
    this.tucker = config.tucker();
    this.ranks = config.ranks().stream().mapToInt(Integer::intValue).toArray();
    this.mean = mean;
    this.covariance = covariance;
    this.own = own;
    this.kept = kept;
    this.unfoldings = new int[ranks.length][];
    Arrays.setAll(unfoldings, k -> tucker ? unfolding(k) : new int[0]);
  }

  /** CP's. */
  static Core ones(FunBatConfig config) {
    int r = config.ranks().getFirst();
    double[] ones = new double[r];
    Arrays.fill(ones, 1);
    return new Core(config, ones, new double[r * r], Belief.zero(0), Belief.zero(0));
  }

  /** What a fit starts with. */
  static Core start(FunBatConfig config, FunBat.Start start, int observations) {
    if (!config.tucker()) {
      return ones(config);
    }
    int size = start.core().length;
    double[] shift = new double[size];
    for (double[] row : start.coreShift()) {
      for (int c = 0; c < size; c++) {
        shift[c] += row[c];
      }
    }
    Belief first = new Belief(Dense.identity(size, observations * FunBat.FIRST_PRECISION), shift);
    return new Core(
        config,
        start.core().clone(),
        Dense.identity(size, start.variance()),
        first,
        Belief.zero(size));
  }

  /** As it stands, for observations that go on from here. */
  Core further(FunBatConfig config) {
    return new Core(config, mean, covariance, Belief.zero(own.shift().length), belief());
  }

  /** All messages. */
  Belief belief() {
    return own.plus(kept);
  }

  double[] mean() {
    return mean;
  }

  double[] covariance() {
    return covariance;
  }

  void damp(double rho, Belief fresh, double prior) {
    Dense.damp(rho, own.precision(), fresh.precision());
    Dense.damp(rho, own.shift(), fresh.shift());
    int size = mean.length;
    Belief all = belief();
    covariance = Dense.inverse(Dense.plus(all.precision(), Dense.identity(size, prior), 1), size);
    mean = Dense.times(covariance, all.shift(), size, size, 1);
  }

  /** Of the product over all modes. */
  Moments all(double[][] means, double[][] seconds) {
    return product(-1, means, seconds);
  }

  /** W_(k), the mode-k unfolding of the core's mean, [R_k, ΠR/R_k]; empty for CP. */
  double[] unfolded(int k) {
    return Arrays.stream(unfoldings[k]).mapToDouble(c -> mean[c]).toArray();
  }

  /**
   * Of a = W_(k)·z, z the product over the other modes (CP: a = z).
   *
   * @param w {@link #unfolded}
   * @param withCovariance whether E[aa'] counts the core's covariance
   */
  Moments without(int k, double[] w, boolean withCovariance, double[][] means, double[][] seconds) {
    Moments z = product(k, means, seconds);
    if (!tucker) {
      return z;
    }
    int r = ranks[k];
    int rest = mean.length / r;
    double[] a = Dense.times(w, z.mean(), r, rest, 1);
    double[] second = Dense.sandwich(w, z.second(), r, rest);
    if (withCovariance) {
      addCovariance(second, z.second(), unfoldings[k], r, rest);
    }
    return new Moments(a, second);
  }

  /** g'E[z]. */
  double value(double[][] means) {
    if (!tucker) {
      double sum = 0;
      for (int r = 0; r < ranks[0]; r++) {
        double product = 1;
        for (double[] m : means) {
          product *= m[r];
        }
        sum += product;
      }
      return sum;
    }
    double[] part = mean;
    for (int k = ranks.length - 1; k >= 0; k--) {
      part = Dense.times(part, means[k], part.length / ranks[k], ranks[k], 1);
    }
    return part[0];
  }

  private void addCovariance(double[] second, double[] zz, int[] order, int r, int rest) {
    int size = mean.length;
    for (int i = 0; i < r; i++) {
      for (int j = 0; j < r; j++) {
        double sum = 0;
        for (int p = 0; p < rest; p++) {
          for (int q = 0; q < rest; q++) {
            sum += covariance[order[i * rest + p] * size + order[j * rest + q]] * zz[p * rest + q];
          }
        }
        second[i * r + j] += sum;
      }
    }
  }

  /** Where the entries of the mode-k unfolding [r_k, rest] stand in vec(W). */
  private int[] unfolding(int k) {
    int inner = 1;
    for (int j = k + 1; j < ranks.length; j++) {
      inner *= ranks[j];
    }
    int outer = mean.length / (inner * ranks[k]);
    int[] order = new int[mean.length];
    int at = 0;
    for (int i = 0; i < ranks[k]; i++) {
      for (int o = 0; o < outer; o++) {
        for (int n = 0; n < inner; n++) {
          order[at++] = (o * ranks[k] + i) * inner + n;
        }
      }
    }
    return order;
  }

  private Moments product(int left, double[][] means, double[][] seconds) {
    double[] mean = null;
    double[] second = null;
    int size = 1;
    for (int k = 0; k < ranks.length; k++) {
      if (k == left) {
        continue;
      }
      if (mean == null || second == null) {
        mean = means[k].clone();
        second = seconds[k].clone();
        size = ranks[k];
      } else if (tucker) {
        mean = Dense.kronecker(mean, size, 1, means[k], ranks[k], 1);
        second = Dense.kronecker(second, size, size, seconds[k], ranks[k], ranks[k]);
        size *= ranks[k];
      } else {
        for (int c = 0; c < mean.length; c++) {
          mean[c] *= means[k][c];
        }
        for (int c = 0; c < second.length; c++) {
          second[c] *= seconds[k][c];
        }
      }
    }
    if (mean == null || second == null) {
      int r = tucker ? 1 : ranks[0];
      double[] ones = new double[r];
      double[] square = new double[r * r];
      Arrays.fill(ones, 1);
      Arrays.fill(square, 1);
      return new Moments(ones, square);
    }
    return new Moments(mean, second);
  }
}
