package polyad.algebra;

import java.util.Arrays;
import polyad.tensor.Autograd;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Refuses what is not the shape, not a rotation, or determines none. */
final class RotationChecks {
  /** Below this length a vector counts as zero, in v / max(‖v‖, eps). */
  static final double EPS = 1e-8;

  /** Largest entry of R·Rᵀ − I that still counts as orthogonal. */
  static final double TOLERANCE = 1e-4;

  private RotationChecks() {}

  static void requireLast(String what, Tensor raw, int dim) {
    if (raw.dim() < 1 || raw.size(-1) != dim) {
      throw new IllegalArgumentException(
          "%s: last dimension is %s, expected %d (shape %s)"
              .formatted(
                  what,
                  raw.dim() < 1 ? "missing" : Long.toString(raw.size(-1)),
                  dim,
                  Arrays.toString(raw.shape())));
    }
    requireFloating(what, raw);
  }

  static void requireMatrices(String what, Tensor matrix, int n) {
    if (matrix.dim() < 2 || matrix.size(-1) != n || matrix.size(-2) != n) {
      throw new IllegalArgumentException(
          "%s: shape is %s, expected [..., %d, %d]"
              .formatted(what, Arrays.toString(matrix.shape()), n, n));
    }
    requireFloating(what, matrix);
  }

  private static void requireFloating(String what, Tensor x) {
    if (!x.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          what + ": element type is " + x.dtype() + ", expected a real floating-point type");
    }
  }

  static void requireRotations(String what, Tensor matrix, int n) {
    requireOrthogonal(what, matrix, n, true);
  }

  /** Names the first row that is not orthogonal, or, when asked, whose determinant is negative. */
  static void requireOrthogonal(String what, Tensor matrix, int n, boolean proper) {
    requireMatrices(what, matrix, n);
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor r = matrix.detach();
      Tensor gram = r.matmul(r.mT()).sub(Tensor.eye(r.dtype(), n));
      Tensor error = gram.abs().amax(false, -2, -1);
      int row = first(error.le(TOLERANCE).logicalNot()); // NaN is not at most anything
      if (row >= 0) {
        throw new IllegalArgumentException(
            "%s: row %d is not a rotation: the largest entry of R·Rᵀ − I is %.3g, expected at most %.0e"
                .formatted(what, row, error.reshape(-1).toDoubleArray()[row], TOLERANCE));
      }
      if (proper) {
        int mirrored = first(Linalg.det(r).lt(0));
        if (mirrored >= 0) {
          throw new IllegalArgumentException(
              what + ": row " + mirrored + " is not a rotation: its determinant is −1, expected 1");
        }
      }
    }
  }

  /**
   * Names the first row whose size is zero or not a number.
   *
   * @param size {@code [...]}, lengths that must not vanish
   * @param meaning of a zero, such as {@code its first vector is zero}
   */
  static void requireNonZero(String what, Tensor size, String meaning) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor flat = size.detach().reshape(-1);
      int row = first(flat.gt(EPS).logicalAnd(flat.isFinite()).logicalNot());
      if (row >= 0) {
        throw new IllegalArgumentException(
            "%s: row %d determines no rotation: %s (%.3g, expected more than %.0e)"
                .formatted(what, row, meaning, flat.toDoubleArray()[row], EPS));
      }
    }
  }

  /** Names the first row that holds a NaN or an infinity. */
  static void requireFinite(String what, Tensor raw) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor bad = raw.detach().isFinite().logicalNot().to(raw.dtype());
      int row = first(bad.sum(-1).gt(0));
      if (row >= 0) {
        throw new IllegalArgumentException(
            what + ": row " + row + " determines no rotation: it is not finite");
      }
    }
  }

  private static int first(Tensor mask) {
    if (!mask.any()) {
      return -1;
    }
    return (int) mask.reshape(-1).nonzero().toLongArray()[0];
  }
}
