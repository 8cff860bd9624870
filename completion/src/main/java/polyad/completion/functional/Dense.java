package polyad.completion.functional;

/** Small dense matrices, row-major in plain arrays. */
final class Dense {
  private static final double JITTER = 1e-10;
  private static final double ROUNDING = 1e-14;

  private Dense() {}

  static double[] identity(int n, double scale) {
    double[] m = new double[n * n];
    for (int i = 0; i < n; i++) {
      m[i * n + i] = scale;
    }
    return m;
  }

  /** a [n, m] times b [m, p]. */
  static double[] times(double[] a, double[] b, int n, int m, int p) {
    double[] c = new double[n * p];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < m; k++) {
        double v = a[i * m + k];
        for (int j = 0; v != 0 && j < p; j++) {
          c[i * p + j] += v * b[k * p + j];
        }
      }
    }
    return c;
  }

  static double[] transpose(double[] a, int n, int m) {
    double[] t = new double[n * m];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        t[j * n + i] = a[i * m + j];
      }
    }
    return t;
  }

  static double[] plus(double[] a, double[] b, double factor) {
    double[] c = a.clone();
    for (int i = 0; i < c.length; i++) {
      c[i] += factor * b[i];
    }
    return c;
  }

  /** sum ← sum + factor·a. */
  static void add(double[] sum, double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      sum[i] += factor * a[i];
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** A·P·A', symmetrised. */
  static double[] sandwich(double[] a, double[] p, int rows, int n) {
    double[] ap = times(a, p, rows, n, n);
    double[] full = times(ap, transpose(a, rows, n), rows, n, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * (full[i * rows + j] + full[j * rows + i]);
        full[i * rows + j] = mean;
        full[j * rows + i] = mean;
      }
    }
    return full;
  }

  /**
   * The Cholesky factor; a jitter relative to the trace is added when the matrix is not positive.
   *
   * @throws ArithmeticException when it is not even then
   */
  static double[] cholesky(double[] a, int n) {
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += Math.abs(a[i * n + i]);
    }
    for (double jitter = 0; jitter <= 1e-4; jitter = jitter == 0 ? JITTER : jitter * 100) {
      double[] l = new double[n * n];
      if (factor(a, l, n, jitter * trace / n)) {
        return l;
      }
    }
    throw new ArithmeticException("a covariance is not positive definite");
  }

  private static boolean factor(double[] a, double[] l, int n, double jitter) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i * n + j] + (i == j ? jitter : 0);
        for (int k = 0; k < j; k++) {
          sum -= l[i * n + k] * l[j * n + k];
        }
        if (i == j) {
          if (!(sum > 0)) {
            return false;
          }
          l[i * n + i] = Math.sqrt(sum);
        } else {
          l[i * n + j] = sum / l[j * n + j];
        }
      }
    }
    return true;
  }

  /** The inverse of a symmetric positive matrix. */
  static double[] inverse(double[] a, int n) {
    return inverseOfFactored(cholesky(a, n), n);
  }

  /** The inverse of L·L'. */
  static double[] inverseOfFactored(double[] l, int n) {
    double[] inverse = new double[n * n];
    double[] x = new double[n];
    for (int c = 0; c < n; c++) {
      for (int i = 0; i < n; i++) {
        double sum = i == c ? 1 : 0;
        for (int k = 0; k < i; k++) {
          sum -= l[i * n + k] * x[k];
        }
        x[i] = sum / l[i * n + i];
      }
      for (int i = n - 1; i >= 0; i--) {
        double sum = x[i];
        for (int k = i + 1; k < n; k++) {
          sum -= l[k * n + i] * x[k];
        }
        x[i] = sum / l[i * n + i];
      }
      for (int i = 0; i < n; i++) {
        inverse[i * n + c] = x[i];
      }
    }
    return inverse;
  }

  /** log det L·L'. */
  static double logDeterminantOfFactored(double[] l, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += 2 * Math.log(l[i * n + i]);
    }
    return sum;
  }

  /** E[uu'] = Cov[u] + E[u]·E[u]': [n·n]. */
  static double[] secondMoment(double[] mean, double[] covariance) {
    return plus(covariance, times(mean, mean, mean.length, 1, mean.length), 1);
  }

  /** a ⊗ b, the first index slowest: [n·p, m·q]. */
  static double[] kronecker(double[] a, int n, int m, double[] b, int p, int q) {
    double[] c = new double[n * p * m * q];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        for (int k = 0; k < p; k++) {
          for (int l = 0; l < q; l++) {
            c[(i * p + k) * m * q + j * q + l] = a[i * m + j] * b[k * q + l];
          }
        }
      }
    }
    return c;
  }

  /** old ← ρ·old + (1−ρ)·fresh. */
  static void damp(double rho, double[] old, double[] fresh) {
    for (int i = 0; i < old.length; i++) {
      old[i] = rho * old[i] + (1 - rho) * fresh[i];
    }
  }

  /**
   * L with L·L' = a of a positive semidefinite matrix: columns whose pivot is no more than rounding
   * are zero.
   */
  static double[] root(double[] a, int n) {
    double[] l = new double[n * n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, a[i * n + i]);
    }
    for (int j = 0; j < n; j++) {
      double pivot = a[j * n + j];
      for (int k = 0; k < j; k++) {
        pivot -= l[j * n + k] * l[j * n + k];
      }
      if (pivot <= ROUNDING * largest) {
        continue;
      }
      double diagonal = Math.sqrt(pivot);
      l[j * n + j] = diagonal;
      for (int i = j + 1; i < n; i++) {
        double sum = a[i * n + j];
        for (int k = 0; k < j; k++) {
          sum -= l[i * n + k] * l[j * n + k];
        }
        l[i * n + j] = sum / diagonal;
      }
    }
    return l;
  }
}
