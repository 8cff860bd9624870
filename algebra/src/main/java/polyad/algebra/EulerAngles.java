package polyad.algebra;

import polyad.tensor.Tensor;

/**
 * Euler angles turned in the order X Z′ Y″. The raw numbers are the angles about x, y, z, so that
 * index 1 is the third turn and index 2 the second.
 */
final class EulerAngles {
  private EulerAngles() {}

  static Tensor euler(Tensor raw, RotationOptions options) {
    if (options.strict()) {
      RotationChecks.requireFinite("euler", raw);
    }
    Tensor[] c = raw.cos().unbind(-1);
    Tensor[] s = raw.sin().unbind(-1);
    return matrix(s[0], c[0], s[2], c[2], s[1], c[1]);
  }

  static Tensor sinCos(Tensor raw, RotationOptions options) {
    if (options.strict()) {
      RotationChecks.requireFinite("euler_sin_cos", raw);
    }
    Tensor[] t = raw.tanh().unbind(-1);
    return matrix(t[0], t[1], t[2], t[3], t[4], t[5]);
  }

  private static Tensor matrix(Tensor s1, Tensor c1, Tensor s2, Tensor c2, Tensor s3, Tensor c3) {
    Tensor c1s2 = c1.mul(s2);
    Tensor s1s2 = s1.mul(s2);
    return Quaternions.rows(
        c2.mul(c3),
        s2.neg(),
        c2.mul(s3),
        c1s2.mul(c3).add(s1.mul(s3)),
        c1.mul(c2),
        c1s2.mul(s3).sub(s1.mul(c3)),
        s1s2.mul(c3).sub(c1.mul(s3)),
        s1.mul(c2),
        s1s2.mul(s3).add(c1.mul(c3)));
  }

  /**
   * Angles about x, y, z in (−π, π], (−π, π], [−π/2, π/2]. The angle about x is read off after the
   * turn about y is undone, so that the two agree even where only their sum is determined.
   */
  static Tensor toEuler(Tensor rotation) {
    Tensor[] m = rotation.flatten(-2, -1).unbind(-1);
    Tensor y = m[2].atan2(m[0]);
    Tensor c3 = y.cos();
    Tensor s3 = y.sin();
    Tensor x = s3.mul(m[3]).sub(c3.mul(m[5])).atan2(c3.mul(m[8]).sub(s3.mul(m[6])));
    Tensor z = m[1].neg().atan2(m[0].hypot(m[2])); // asin(−m1), accurate near ±π/2 too
    return Tensor.stack(-1, x, y, z);
  }

  static Tensor toSinCos(Tensor rotation) {
    Tensor angles = toEuler(rotation);
    Tensor[] s = angles.sin().unbind(-1);
    Tensor[] c = angles.cos().unbind(-1);
    return AxisAngles.unsquash(Tensor.stack(-1, s[0], c[0], s[2], c[2], s[1], c[1]));
  }
}
