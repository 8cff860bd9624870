package polyad.algebra;

import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** Axis and angle, rotation vectors and Hopf coordinates. */
final class AxisAngles {
  private static final double EPS = RotationChecks.EPS;

  private AxisAngles() {}

  static Tensor axisAngle(Tensor raw, RotationOptions options) {
    Tensor axis = raw.narrow(-1, 1, 3);
    if (options.strict()) {
      RotationChecks.requireFinite("axis_angle", raw);
      RotationChecks.requireNonZero("axis_angle", axis.norm(2, false, -1), "its axis is zero");
    }
    Tensor half = raw.narrow(-1, 0, 1).tanh().mul(0.5 * Math.PI);
    Tensor v = Functional.normalize(axis, -1, EPS).mul(half.sin());
    return Quaternions.matrix(Tensor.cat(-1, half.cos(), v));
  }

  static Tensor rodriguez(Tensor raw, RotationOptions options) {
    if (options.strict()) {
      RotationChecks.requireFinite("rodriguez", raw);
    }
    return halfAngleVector(options.fullAngle() ? raw.mul(0.5) : raw);
  }

  /** The rotation about v by twice its length; smooth at zero. */
  static Tensor halfAngleVector(Tensor v) {
    Tensor norm = v.norm(2, true, -1);
    Tensor safe = norm.clampMin(EPS);
    return Quaternions.matrix(Tensor.cat(-1, norm.cos(), v.mul(safe.sin().div(safe))));
  }

  static Tensor hopf(Tensor raw, RotationOptions options) {
    if (options.strict()) {
      RotationChecks.requireFinite("hopf", raw);
    }
    Tensor[] r = raw.tanh().add(1.0).unbind(-1);
    Tensor theta = r[0].mul(0.25 * Math.PI); // θ/2
    Tensor phi = r[1].mul(Math.PI);
    Tensor tau = r[2].mul(0.5 * Math.PI); // τ/2
    Tensor sum = phi.add(tau);
    Tensor c = theta.cos();
    Tensor s = theta.sin();
    return Quaternions.matrix(
        c.mul(tau.cos()), c.mul(tau.sin()), s.mul(sum.cos()), s.mul(sum.sin()));
  }

  static Tensor toAxisAngle(Tensor rotation) {
    Tensor q = Quaternions.fromMatrix(rotation);
    Tensor v = q.narrow(-1, 1, 3);
    Tensor norm = v.norm(2, true, -1);
    Tensor turn = norm.atan2(q.narrow(-1, 0, 1)).mul(2 / Math.PI); // θ/π in [0, 1]
    Tensor anyAxis = Tensor.of(new double[] {1, 0, 0}, 3).to(q.dtype());
    Tensor axis = v.div(norm.clampMin(tiny(q))).add(norm.eq(0).to(q.dtype()).mul(anyAxis));
    return Tensor.cat(-1, unsquash(turn), axis);
  }

  static Tensor toRodriguez(Tensor rotation, RotationOptions options) {
    Tensor v = halfAngleVectorOf(rotation);
    return options.fullAngle() ? v.mul(2.0) : v;
  }

  /** The axis times half the angle, which lies in [0, π/2]. */
  static Tensor halfAngleVectorOf(Tensor rotation) {
    Tensor q = Quaternions.fromMatrix(rotation);
    Tensor v = q.narrow(-1, 1, 3);
    Tensor norm = v.norm(2, true, -1);
    Tensor safe = norm.clampMin(tiny(q));
    return v.mul(safe.atan2(q.narrow(-1, 0, 1)).div(safe));
  }

  static Tensor toHopf(Tensor rotation) {
    Tensor unsigned = Quaternions.fromMatrix(rotation);
    Tensor[] q = Quaternions.towards(unsigned, unsigned.narrow(-1, 1, 1)).unbind(-1); // τ/2 ≥ 0
    Tensor theta = q[2].hypot(q[3]).atan2(q[0].hypot(q[1])); // θ/2 in [0, π/2]
    Tensor tau = q[1].atan2(q[0]); // τ/2 in [0, π]
    Tensor phi = q[3].atan2(q[2]).sub(tau).remainder(2 * Math.PI);
    Tensor[] turns = {theta.mul(4 / Math.PI), phi.mul(1 / Math.PI), tau.mul(2 / Math.PI)};
    return unsquash(Tensor.stack(-1, turns).sub(1.0));
  }

  /** The inverse of tanh, finite at ±1. */
  static Tensor unsquash(Tensor x) {
    double limit = x.dtype() == DType.F64 ? 1 - 1e-12 : 1 - 1.2e-7;
    return x.clamp(-limit, limit).atanh();
  }

  private static double tiny(Tensor like) {
    return like.dtype() == DType.F64 ? 1e-150 : 1e-18;
  }
}
