package polyad.completion;

import java.util.Arrays;

/**
 * The ridge least squares u = (Σ zzᵀ + λI)⁻¹ Σ zy, gathered observation by observation and solved
 * by Cholesky.
 */
final class RidgeSystem {
  private final int n;
  private final double ridge;
  private final double[] matrix; // [n, n], the lower triangle
  private final double[] right;

  RidgeSystem(int n, double ridge) {
    this.n = n;
    this.ridge = ridge;
    matrix = new double[n * n];
    right = new double[n];
  }

  /** Forgets all observations. */
  void clear() {
    Arrays.fill(matrix, 0);
    Arrays.fill(right, 0);
  }

  /** Takes in one observation y ≈ u·z. */
  void add(double[] z, double y) {
    for (int i = 0; i < n; i++) {
      double zi = z[i];
      int row = i * n;
      for (int j = 0; j <= i; j++) {
        matrix[row + j] += zi * z[j];
      }
      right[i] += zi * y;
    }
  }

  /**
   * Writes u into an array; what was gathered is used up.
   *
   * @throws ArithmeticException when the system is singular, which needs λ = 0
   */
  void solve(double[] u) {
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] += ridge;
    }
    factor();
    for (int i = 0; i < n; i++) {
      double sum = right[i];
      for (int j = 0; j < i; j++) {
        sum -= matrix[i * n + j] * u[j];
      }
      u[i] = sum / matrix[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = u[i];
      for (int j = i + 1; j < n; j++) {
        sum -= matrix[j * n + i] * u[j];
      }
      u[i] = sum / matrix[i * n + i];
    }
  }

  private void factor() {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i * n + j];
        for (int p = 0; p < j; p++) {
          sum -= matrix[i * n + p] * matrix[j * n + p];
        }
        if (i == j) {
          if (!(sum > 0)) {
            throw new ArithmeticException(
                "the least squares are singular; a ridge above 0 makes them regular");
          }
          matrix[i * n + i] = Math.sqrt(sum);
        } else {
          matrix[i * n + j] = sum / matrix[j * n + j];
        }
      }
    }
  }
}
