package polyad.algebra;

import polyad.tensor.Tensor;

/**
 * Stereographic projection that drops one number from a vector whose tail has length 1 (section
 * 4.2): the sphere's pole (1, 0, ..., 0) is never reached, since the tail is as long as anything
 * before it.
 */
final class Stereographic {
  private Stereographic() {}

  /** Q: {@code [..., m]} to {@code [..., m+1]}, (1/‖u‖)·((‖u‖² − 1)/2, u). */
  static Tensor decode(Tensor u) {
    Tensor norm = u.norm(2, true, -1);
    Tensor size = norm.clampMin(RotationChecks.EPS);
    Tensor head = norm.square().sub(1.0).mul(0.5).div(size);
    return Tensor.cat(-1, head, u.div(size));
  }

  /** P: {@code [..., m+1]} to {@code [..., m]}, v̂[1:]/(1 − v̂[0]). */
  static Tensor encode(Tensor v) {
    Tensor unit = v.div(v.norm(2, true, -1).clampMin(RotationChecks.EPS));
    long m = v.size(-1) - 1;
    return unit.narrow(-1, 1, m).div(unit.narrow(-1, 0, 1).rsub(1.0));
  }
}
