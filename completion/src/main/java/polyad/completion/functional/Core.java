package polyad.completion.functional;

import java.util.Arrays;

/** The core: vec(W) ~ N(g, G), mode 1 slowest; for CP a row of ones over equal ranks. */
final class Core {
  private final FunBatConfig config;
  private final int[] ranks;
  private double[] mean;
  private double[] covariance;
  private final double[] precision; // Σ Λ^W
  private final double[] shift; // Σ η^W

  /** E[z] and E[zz'] of a product of functions. */
  record Moments(double[] mean, double[] second) {}

  Core(FunBatConfig config, FunBat.Start start, int observations, double firstPrecision) {
    this.config = config;
    this.ranks = config.ranks().stream().mapToInt(Integer::intValue).toArray();
    if (config.tucker()) {
      int size = start.core().length;
      mean = start.core().clone();
      covariance = Dense.identity(size, 1);
      precision = Dense.identity(size, observations * firstPrecision);
      shift = new double[size];
      for (double[] row : start.coreShift()) {
        for (int c = 0; c < size; c++) {
          shift[c] += row[c];
        }
      }
    } else {
      mean = new double[ranks[0]];
      Arrays.fill(mean, 1);
      covariance = new double[ranks[0] * ranks[0]];
      precision = new double[0];
      shift = new double[0];
    }
  }

  double[] mean() {
    return mean;
  }

  double[] covariance() {
    return covariance;
  }

  void damp(double rho, double[] freshPrecision, double[] freshShift, double prior) {
    for (int c = 0; c < precision.length; c++) {
      precision[c] = rho * precision[c] + (1 - rho) * freshPrecision[c];
    }
    for (int c = 0; c < shift.length; c++) {
      shift[c] = rho * shift[c] + (1 - rho) * freshShift[c];
    }
    int size = mean.length;
    covariance = Dense.inverse(Dense.plus(precision, Dense.identity(size, prior), 1), size);
    mean = Dense.times(covariance, shift, size, size, 1);
  }

  /** Of the product over all modes. */
  Moments all(double[][] means, double[][] seconds) {
    return product(-1, means, seconds);
  }

  /** Of a = W_(k)·z, z the product over the other modes (CP: a = z). */
  Moments without(int k, double[][] means, double[][] seconds) {
    Moments z = product(k, means, seconds);
    if (!config.tucker()) {
      return z;
    }
    int r = ranks[k];
    int rest = mean.length / r;
    int[] order = unfolding(k);
    double[] w = new double[mean.length]; // [r, rest]
    for (int c = 0; c < order.length; c++) {
      w[c] = mean[order[c]];
    }
    double[] a = Dense.times(w, z.mean(), r, rest, 1);
    double[] second = Dense.sandwich(w, z.second(), r, rest);
    if (config.coreCovariance()) {
      addCovariance(second, z.second(), order, r, rest);
    }
    return new Moments(a, second);
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
      } else if (config.tucker()) {
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
      int r = config.tucker() ? 1 : ranks[0];
      double[] ones = new double[r];
      double[] square = new double[r * r];
      Arrays.fill(ones, 1);
      Arrays.fill(square, 1);
      return new Moments(ones, square);
    }
    return new Moments(mean, second);
  }
}
