package polyad.algebra;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** SO(3) from vectors that are made orthonormal. */
final class Ortho3 {
  private static final double EPS = RotationChecks.EPS;
  private static final double SQRT2 = Math.sqrt(2);

  private Ortho3() {}

  static Tensor ortho6d(Tensor raw, RotationOptions options) {
    return frame(raw.narrow(-1, 0, 3), raw.narrow(-1, 3, 3), "ortho6d", options);
  }

  /** x along a1, z across both, y = z × x: the columns of the matrix. */
  private static Tensor frame(Tensor a1, Tensor a2, String what, RotationOptions options) {
    Tensor x = unit(a1);
    Tensor across = x.cross(a2, -1);
    if (options.strict()) {
      RotationChecks.requireNonZero(what, a1.norm(2, false, -1), "its first vector is zero");
      RotationChecks.requireNonZero(
          what, across.norm(2, false, -1), "its vectors are parallel or the second is zero");
    }
    Tensor z = unit(across);
    Tensor y = z.cross(x, -1);
    return Tensor.stack(-1, x, y, z);
  }

  static Tensor ortho5d(Tensor raw, RotationOptions options) {
    Tensor tail = raw.narrow(-1, 2, 3);
    Tensor u = options.scale() ? tail.mul(scale(raw)) : tail;
    if (options.strict()) {
      RotationChecks.requireNonZero(
          "ortho5d", u.norm(2, false, -1), "its last three numbers are zero");
    }
    Tensor four = Stereographic.decode(u); // [..., 4]
    Tensor a1 = Tensor.cat(-1, raw.narrow(-1, 0, 2), four.narrow(-1, 0, 1));
    return frame(a1, four.narrow(-1, 1, 3), "ortho5d", options);
  }

  static Tensor gramSchmidt(Tensor raw, RotationOptions options) {
    Tensor matrix = raw.unflatten(-1, 3, 3);
    if (options.training()) {
      return matrix;
    }
    Tensor u1 = matrix.select(-1, 0);
    Tensor a2 = matrix.select(-1, 1);
    Tensor a3 = matrix.select(-1, 2);
    Tensor u2 = a2.sub(along(u1, a2));
    Tensor u3 = a3.sub(along(u1, a3)).sub(along(u2, a3));
    if (options.strict()) {
      Tensor shortest = Tensor.stack(-1, u1, u2, u3).norm(2, false, -2).amin(false, -1);
      RotationChecks.requireNonZero(
          "matrix_gram_schmidt", shortest, "its columns are linearly dependent");
    }
    return Tensor.stack(-1, unit(u1), unit(u2), unit(u3));
  }

  /** The projection of a onto u, which need not be of length 1. */
  private static Tensor along(Tensor u, Tensor a) {
    Tensor length = u.square().sum(true, -1).clampMin(EPS);
    return u.mul(u.mul(a).sum(true, -1).div(length));
  }

  static Tensor svd(Tensor raw, RotationOptions options) {
    Tensor matrix = raw.unflatten(-1, 3, 3);
    return options.strict() ? Polar.strictRotation("svd", matrix) : Polar.rotation(matrix);
  }

  static Tensor toOrtho6d(Tensor rotation) {
    return Tensor.cat(-1, rotation.select(-1, 0), rotation.select(-1, 1));
  }

  static Tensor toOrtho5d(Tensor rotation, boolean scaled) {
    Tensor six = toOrtho6d(rotation);
    Tensor tail = Stereographic.encode(six.narrow(-1, 2, 4));
    return Tensor.cat(-1, six.narrow(-1, 0, 2), scaled ? tail.div(scale(six)) : tail);
  }

  private static Tensor scale(Tensor like) {
    return Tensor.of(new double[] {SQRT2 + 1, SQRT2 + 1, SQRT2}, 3).to(like.dtype());
  }

  private static Tensor unit(Tensor v) {
    return Functional.normalize(v, -1, EPS);
  }
}
