package polyad.algebra;

import java.util.Arrays;
import polyad.tensor.Autograd;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/**
 * The nearest rotation or orthogonal matrix in the Frobenius norm, by singular values, with the
 * closed-form derivative of the polar factor: it divides by sums s_i + s_j of singular values and
 * not, as the derivative through the decomposition would, by s_i² − s_j², which vanishes at every
 * rotation. First derivatives only: a second derivative sees a linear function.
 */
public final class Polar {
  /** Sums of singular values below this count as this in the derivative. */
  private static final double SMALLEST_SUM = 1e-12;

  private Polar() {}

  /**
   * U·diag(1, ..., 1, det(U·Vᵀ))·Vᵀ.
   *
   * @param matrix {@code [..., n, n]}
   * @return {@code [..., n, n]}, determinant 1
   * @throws IllegalArgumentException when the matrices are not square
   */
  public static Tensor rotation(Tensor matrix) {
    return project("rotation", matrix, true, false);
  }

  /**
   * U·Vᵀ, the polar factor.
   *
   * @param matrix {@code [..., n, n]}
   * @return {@code [..., n, n]}, determinant ±1
   * @throws IllegalArgumentException when the matrices are not square
   */
  public static Tensor orthogonal(Tensor matrix) {
    return project("orthogonal", matrix, false, false);
  }

  /** As {@link #rotation}, naming the first row that has no unique nearest rotation. */
  static Tensor strictRotation(String what, Tensor matrix) {
    RotationChecks.requireFinite(what, matrix.flatten(-2, -1));
    return project(what, matrix, true, true);
  }

  private static Tensor project(String what, Tensor matrix, boolean proper, boolean strict) {
    if (matrix.dim() < 2 || matrix.size(-1) != matrix.size(-2)) {
      throw new IllegalArgumentException(
          what + ": matrices are " + Arrays.toString(matrix.shape()) + ", not square");
    }
    Tensor fixed = matrix.detach();
    try (var _ = Autograd.noGrad()) {
      Linalg.Svd svd = Linalg.svd(fixed);
      Tensor left = svd.u();
      Tensor singular = svd.s();
      Tensor right = svd.vh().mT();
      if (proper) {
        Tensor signs = lastSign(left, svd.vh());
        left = left.mul(signs.unsqueeze(-2));
        singular = singular.mul(signs);
      }
      if (strict) {
        requireUnique(what, singular);
      }
      Tensor nearest = left.matmul(right.mT());
      if (!matrix.requiresGrad()) {
        return nearest;
      }
      Tensor sums = singular.unsqueeze(-1).add(singular.unsqueeze(-2)).clampMin(SMALLEST_SUM);
      return withDerivative(matrix, fixed, nearest, left, right, sums);
    }
  }

  /**
   * The value plus the linear map of its differential, applied to a difference that is zero: dR =
   * L·((LᵀdM·V − VᵀdMᵀL) / (s_i + s_j))·Vᵀ.
   */
  private static Tensor withDerivative(
      Tensor matrix, Tensor fixed, Tensor nearest, Tensor left, Tensor right, Tensor sums) {
    try (var _ = Autograd.enableGrad()) {
      Tensor inner = left.mT().matmul(matrix.sub(fixed)).matmul(right);
      Tensor turn = inner.sub(inner.mT()).div(sums);
      return nearest.add(left.matmul(turn).matmul(right.mT()));
    }
  }

  /** (1, ..., 1, det(U)·det(Vᵀ)): {@code [..., n]}. */
  private static Tensor lastSign(Tensor left, Tensor vh) {
    Tensor det = Linalg.det(left).mul(Linalg.det(vh)).sign().unsqueeze(-1);
    long n = left.size(-1);
    long[] shape = left.shape();
    long[] ones = Arrays.copyOf(shape, shape.length - 1);
    ones[ones.length - 1] = n - 1;
    return Tensor.cat(-1, Tensor.ones(left.dtype(), ones), det);
  }

  private static void requireUnique(String what, Tensor singular) {
    long n = singular.size(-1);
    Tensor smallest = singular.narrow(-1, n - 2, 2).sum(-1);
    RotationChecks.requireNonZero(
        what, smallest, "the sum of its two smallest signed singular values is zero");
  }
}
