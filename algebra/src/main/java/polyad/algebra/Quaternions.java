package polyad.algebra;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** Quaternions (w, x, y, z) and rotation matrices. */
final class Quaternions {
  private Quaternions() {}

  static Tensor toMatrix(Tensor raw, RotationOptions options) {
    if (options.strict()) {
      RotationChecks.requireNonZero("quaternion", raw.norm(2, false, -1), "the quaternion is zero");
    }
    return matrix(Functional.normalize(raw, -1, RotationChecks.EPS));
  }

  static Tensor halfToMatrix(Tensor raw, RotationOptions options) {
    Tensor factor = raw.narrow(-1, 3, 1).detach().sign().add(0.5);
    return toMatrix(raw.mul(factor), options);
  }

  /** The matrix of a unit quaternion, {@code [..., 4]} to {@code [..., 3, 3]}. */
  static Tensor matrix(Tensor q) {
    Tensor[] parts = q.unbind(-1);
    return matrix(parts[0], parts[1], parts[2], parts[3]);
  }

  static Tensor matrix(Tensor w, Tensor x, Tensor y, Tensor z) {
    Tensor xx = x.square();
    Tensor yy = y.square();
    Tensor zz = z.square();
    Tensor xy = x.mul(y);
    Tensor xz = x.mul(z);
    Tensor yz = y.mul(z);
    Tensor xw = x.mul(w);
    Tensor yw = y.mul(w);
    Tensor zw = z.mul(w);
    return rows(
        yy.add(zz).mul(-2.0).add(1.0),
        xy.sub(zw).mul(2.0),
        xz.add(yw).mul(2.0),
        xy.add(zw).mul(2.0),
        xx.add(zz).mul(-2.0).add(1.0),
        yz.sub(xw).mul(2.0),
        xz.sub(yw).mul(2.0),
        yz.add(xw).mul(2.0),
        xx.add(yy).mul(-2.0).add(1.0));
  }

  /** Nine entries by rows, each {@code [...]}, to {@code [..., 3, 3]}. */
  static Tensor rows(Tensor... entries) {
    return Tensor.stack(-1, entries).unflatten(-1, 3, 3);
  }

  /**
   * The unit quaternion with w ≥ 0. Each of four formulas divides by one component; the largest one
   * is taken, which is never near zero.
   */
  static Tensor fromMatrix(Tensor rotation) {
    Tensor q = unsigned(rotation);
    return towards(q, q.narrow(-1, 0, 1));
  }

  /** The unit quaternion with z ≥ 0. */
  static Tensor toHalf(Tensor rotation) {
    Tensor q = unsigned(rotation);
    return towards(q, q.narrow(-1, 3, 1));
  }

  /** Turns the sign of q so that the given component is not negative. */
  static Tensor towards(Tensor q, Tensor component) {
    return q.neg().where(component.lt(0), q);
  }

  private static Tensor unsigned(Tensor rotation) {
    Tensor[] m = rotation.flatten(-2, -1).unbind(-1);
    Tensor wx = m[7].sub(m[5]);
    Tensor wy = m[2].sub(m[6]);
    Tensor wz = m[3].sub(m[1]);
    Tensor xy = m[1].add(m[3]);
    Tensor xz = m[2].add(m[6]);
    Tensor yz = m[5].add(m[7]);
    Tensor ww = m[0].add(m[4]).add(m[8]).add(1.0);
    Tensor xx = m[0].sub(m[4]).sub(m[8]).add(1.0);
    Tensor yy = m[4].sub(m[0]).sub(m[8]).add(1.0);
    Tensor zz = m[8].sub(m[0]).sub(m[4]).add(1.0);
    Tensor outer = // 4·q·qᵀ
        Tensor.stack(-1, ww, wx, wy, wz, wx, xx, xy, xz, wy, xy, yy, yz, wz, xz, yz, zz)
            .unflatten(-1, 4, 4);
    Tensor largest = Tensor.stack(-1, ww, xx, yy, zz).detach().argmax(-1, true); // [..., 1]
    long[] shape = outer.shape();
    shape[shape.length - 2] = 1;
    Tensor row = outer.gather(-2, largest.unsqueeze(-1).expand(shape)).squeeze(-2);
    return Functional.normalize(row, -1, RotationChecks.EPS);
  }
}
