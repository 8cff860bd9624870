package polyad.completion.functional;

import java.util.List;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Gaussian-process regression by a Cholesky factor: cubic time, what the chains are judged by. */
final class DenseGp {
  private final List<MaternKernel> kernels;

  /** With the product of one kernel a mode. */
  DenseGp(List<MaternKernel> kernels) {
    this.kernels = List.copyOf(kernels);
  }

  /**
   * The posterior at other points.
   *
   * @param noise variances of the observations [N]
   */
  StateSpaceGp.Posterior predict(Observations data, double[] noise, double[][] at) {
    int n = data.size();
    int m = at.length;
    try (var _ = TensorScope.open()) {
      Tensor factor = factor(data.t(), noise); // [n, n]
      Tensor z = Linalg.solveTriangular(factor, Tensor.of(data.y(), n, 1), false); // [n, 1]
      double[] cross = gram(data.t(), at); // [n, m]
      Tensor v = Linalg.solveTriangular(factor, Tensor.of(cross, n, m), false); // [n, m]
      double[] mean = v.transpose(0, 1).matmul(z).toDoubleArray();
      double[] explained = v.square().sum(0).toDoubleArray();
      double[] variance = new double[m];
      double prior = value(new double[kernels.size()], new double[kernels.size()]);
      for (int i = 0; i < m; i++) {
        variance[i] = prior - explained[i];
      }
      return new StateSpaceGp.Posterior(mean, variance, logMarginal(factor, z, n));
    }
  }

  /** The log density of the observations. */
  double logMarginal(Observations data, double[] noise) {
    int n = data.size();
    try (var _ = TensorScope.open()) {
      Tensor factor = factor(data.t(), noise);
      Tensor z = Linalg.solveTriangular(factor, Tensor.of(data.y(), n, 1), false);
      return logMarginal(factor, z, n);
    }
  }

  private static double logMarginal(Tensor factor, Tensor z, int n) {
    double half = factor.diagonal(0, 0, 1).log().sum().item(); // half of the log determinant
    return -0.5 * (z.square().sum().item() + n * Math.log(2 * Math.PI)) - half;
  }

  /** Of a symmetric matrix the factorisation reads the lower triangle alone. */
  private Tensor factor(double[][] t, double[] noise) {
    int n = t.length;
    double[] gram = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i * n + j] = value(t[i], t[j]);
      }
      gram[i * n + i] += noise[i];
    }
    return Linalg.cholesky(Tensor.of(gram, n, n));
  }

  private double[] gram(double[][] a, double[][] b) {
    double[] gram = new double[a.length * b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        gram[i * b.length + j] = value(a[i], b[j]);
      }
    }
    return gram;
  }

  private double value(double[] a, double[] b) {
    double product = 1;
    for (int k = 0; k < a.length; k++) {
      product *= kernels.get(k).value(a[k] - b[k]);
    }
    return product;
  }
}
