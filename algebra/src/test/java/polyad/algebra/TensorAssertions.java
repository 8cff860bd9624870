package polyad.algebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import polyad.tensor.Autograd;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/** What the tests here say about tensors. */
final class TensorAssertions {
  private TensorAssertions() {}

  static double largest(Tensor difference) {
    return difference.numel() == 0 ? 0 : difference.abs().max().item();
  }

  static void assertClose(String what, Tensor expected, Tensor actual, double rtol, double atol) {
    assertArrayEquals(expected.shape(), actual.shape(), what);
    Tensor excess = actual.sub(expected).abs().sub(expected.abs().mul(rtol)).sub(atol);
    assertTrue(
        excess.le(0).all(), () -> what + " differs by up to " + largest(actual.sub(expected)));
  }

  /** Orthogonal with determinant +1. */
  static void assertRotation(Tensor matrix, double tolerance) {
    Tensor eye = Tensor.eye(matrix.dtype(), matrix.size(-1));
    double error = largest(matrix.matmul(matrix.mT()).sub(eye));
    assertTrue(error <= tolerance, () -> "R·Rᵀ − I is " + error);
    double det = largest(Linalg.det(matrix).sub(1.0));
    assertTrue(det <= tolerance, () -> "det − 1 is " + det);
  }

  /** Compares the gradient of a weighted sum with central differences. */
  static void assertGradient(UnaryOperator<Tensor> f, Tensor at, double tolerance) {
    Tensor x = at.detach().copy().requiresGrad(true);
    Tensor y = f.apply(x);
    Tensor weights = y.detach().copy().mul(1.7).add(0.3).cos();
    double[] gradient = Autograd.grad(y.mul(weights).sum(), x, false).toDoubleArray();
    double[] point = at.toDoubleArray();
    double step = 1e-6;
    for (int i = 0; i < point.length; i++) {
      double[] up = point.clone();
      double[] down = point.clone();
      up[i] += step;
      down[i] -= step;
      double high = f.apply(Tensor.of(up, at.shape())).mul(weights).sum().item();
      double low = f.apply(Tensor.of(down, at.shape())).mul(weights).sum().item();
      double numeric = (high - low) / (2 * step);
      int entry = i;
      assertTrue(
          Math.abs(numeric - gradient[i]) <= tolerance * (1 + Math.abs(numeric)),
          () -> "gradient " + entry + " is " + gradient[entry] + ", differences give " + numeric);
    }
  }
}
