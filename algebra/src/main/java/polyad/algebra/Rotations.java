package polyad.algebra;

import java.util.ArrayList;
import java.util.List;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/** Random rotations, distances between them, paths, and the usual helpers. */
public final class Rotations {
  private Rotations() {}

  /**
   * Rotations spread evenly over SO(n), in float64.
   *
   * @param n dimension of the space, at least 2
   * @return {@code [count, n, n]}
   */
  public static Tensor random(int n, long count, long seed) {
    return random(new Generator(seed), DType.F64, n, count);
  }

  /**
   * Rotations spread evenly over SO(n): for n = 3 from a quaternion of four normal numbers, else
   * from the QR decomposition of a matrix of them.
   *
   * @return {@code [count, n, n]}
   */
  public static Tensor random(Generator rng, DType dtype, int n, long count) {
    if (n < 2 || count < 0) {
      throw new IllegalArgumentException(
          "n, count are %d, %d, expected at least 2 and 0".formatted(n, count));
    }
    if (n == 3) {
      return quaternionToMatrix(Tensor.randn(rng, dtype, count, 4));
    }
    Tensor q = Linalg.qr(Tensor.randn(rng, dtype, count, n, n)).q();
    Tensor sign = Linalg.det(q).sign().unsqueeze(-1).unsqueeze(-1);
    return Tensor.cat(-1, q.narrow(-1, 0, 1).mul(sign), q.narrow(-1, 1, n - 1));
  }

  /**
   * Rotations of the released code's axis-angle sampler: an even axis and a half angle from (−π,
   * π), which is not even over SO(3).
   *
   * @return {@code [count, 3, 3]}
   */
  public static Tensor randomAxisAngle(Generator rng, DType dtype, long count) {
    Tensor axis = Functional.normalize(Tensor.randn(rng, dtype, count, 3), -1, 1e-12);
    Tensor half = Tensor.rand(rng, dtype, count, 1).sub(0.5).mul(2 * Math.PI);
    return quaternionToMatrix(Tensor.cat(-1, half.cos(), axis.mul(half.sin())));
  }

  /** The 24 rotations of a cube, {@code [24, 3, 3]} in float64, the identity among them. */
  public static Tensor cube() {
    int[][] orders = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {2, 1, 0}, {1, 0, 2}};
    List<Double> entries = new ArrayList<>();
    for (int o = 0; o < orders.length; o++) {
      for (int signs = 0; signs < 8; signs++) {
        int minus = Integer.bitCount(signs);
        boolean odd = o >= 3;
        if ((minus % 2 == 1) == odd) {
          for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
              double sign = (signs >> i & 1) == 0 ? 1 : -1;
              entries.add(orders[o][i] == j ? sign : 0.0);
            }
          }
        }
      }
    }
    return Tensor.of(entries.stream().mapToDouble(Double::doubleValue).toArray(), 24, 3, 3);
  }

  /**
   * The angle between rotations of three-dimensional space, acos((tr(R₁R₂ᵀ) − 1)/2), clamped as in
   * the released code. Its gradient is infinite at 0 and π; train with {@link #geodesicStable}.
   *
   * @param a {@code [..., 3, 3]}
   * @param b {@code [..., 3, 3]}
   * @return radians in [0, π], {@code [...]}
   */
  public static Tensor geodesic(Tensor a, Tensor b) {
    requirePair(a, b);
    return a.mul(b).sum(-2, -1).sub(1.0).mul(0.5).clamp(-1.0, 1.0).acos();
  }

  /**
   * The angle between rotations of three-dimensional space as atan2(sin θ, cos θ), whose gradient
   * is finite everywhere: the sine is the length of the skew part of R₁R₂ᵀ.
   *
   * @param a {@code [..., 3, 3]}
   * @param b {@code [..., 3, 3]}
   * @return radians in [0, π], {@code [...]}
   */
  public static Tensor geodesicStable(Tensor a, Tensor b) {
    requirePair(a, b);
    Tensor[] m = a.matmul(b.mT()).flatten(-2, -1).unbind(-1);
    Tensor skew = Tensor.stack(-1, m[7].sub(m[5]), m[2].sub(m[6]), m[3].sub(m[1]));
    Tensor cosine = m[0].add(m[4]).add(m[8]).sub(1.0).mul(0.5);
    return skew.norm(2, false, -1).mul(0.5).atan2(cosine);
  }

  /**
   * The length of the shortest path between rotations of any dimension, √(Σ θ²) over the angles θ
   * in the planes of R₁ᵀR₂; for n = 3 the angle. For measuring: it has no useful gradient.
   *
   * @return radians, {@code [...]}
   */
  public static Tensor distance(Tensor a, Tensor b) {
    if (a.size(-1) == 3) {
      return geodesicStable(a, b);
    }
    return SpectralLog.angle(a.mT().matmul(b));
  }

  private static void requirePair(Tensor a, Tensor b) {
    RotationChecks.requireMatrices("first rotation", a, 3);
    RotationChecks.requireMatrices("second rotation", b, 3);
  }

  /**
   * The shortest path from one rotation to another at constant speed, R₀·exp(t·log(R₀ᵀR₁)).
   *
   * @param from {@code [..., 3, 3]}
   * @param to {@code [..., 3, 3]}
   * @param t 0 at the start, 1 at the end; {@code [...]} or a single number
   * @return {@code [..., 3, 3]}
   */
  public static Tensor slerp(Tensor from, Tensor to, Tensor t) {
    requirePair(from, to);
    Tensor step = log(from.mT().matmul(to));
    return from.matmul(exp(step.mul(t.unsqueeze(-1))));
  }

  /**
   * The rotation about v by its length.
   *
   * @param v radians, {@code [..., 3]}
   * @return {@code [..., 3, 3]}
   */
  public static Tensor exp(Tensor v) {
    RotationChecks.requireLast("rotation vector", v, 3);
    return AxisAngles.halfAngleVector(v.mul(0.5));
  }

  /**
   * The axis times the angle.
   *
   * @param rotation {@code [..., 3, 3]}, not checked
   * @return radians with a length in [0, π], {@code [..., 3]}
   */
  public static Tensor log(Tensor rotation) {
    RotationChecks.requireMatrices("rotation", rotation, 3);
    return AxisAngles.halfAngleVectorOf(rotation).mul(2.0);
  }

  /**
   * The rotation of a quaternion (w, x, y, z) of any length but 0.
   *
   * @param quaternion {@code [..., 4]}
   * @return {@code [..., 3, 3]}
   */
  public static Tensor quaternionToMatrix(Tensor quaternion) {
    return RotationRepresentation.QUATERNION.toMatrix(quaternion);
  }

  /**
   * The unit quaternion (w, x, y, z) with w ≥ 0.
   *
   * @param rotation {@code [..., 3, 3]}
   * @return {@code [..., 4]}
   * @throws IllegalArgumentException naming the first row that is not a rotation
   */
  public static Tensor matrixToQuaternion(Tensor rotation) {
    return RotationRepresentation.QUATERNION.fromMatrix(rotation);
  }

  /** The Hamilton product of quaternions, {@code [..., 4]}: first q turns, then p. */
  public static Tensor quaternionMultiply(Tensor p, Tensor q) {
    RotationChecks.requireLast("first quaternion", p, 4);
    RotationChecks.requireLast("second quaternion", q, 4);
    Tensor pw = p.narrow(-1, 0, 1);
    Tensor qw = q.narrow(-1, 0, 1);
    Tensor pv = p.narrow(-1, 1, 3);
    Tensor qv = q.narrow(-1, 1, 3);
    Tensor w = pw.mul(qw).sub(pv.mul(qv).sum(true, -1));
    Tensor v = qv.mul(pw).add(pv.mul(qw)).add(pv.cross(qv, -1));
    return Tensor.cat(-1, w, v);
  }

  /** The mean over all entries of the squared difference of two stacks of matrices. */
  public static Tensor l2Loss(Tensor predicted, Tensor target) {
    return predicted.sub(target).square().mean();
  }

  /** The mean angle between two stacks of rotations, with finite gradients. */
  public static Tensor geodesicLoss(Tensor predicted, Tensor target) {
    return geodesicStable(predicted, target).mean();
  }

  /**
   * Refuses what is not a rotation.
   *
   * @param what named in the message
   * @param rotation {@code [..., n, n]}
   * @throws IllegalArgumentException naming the first row with an entry of R·Rᵀ − I above 1e-4 or a
   *     negative determinant
   */
  public static void requireRotations(String what, Tensor rotation) {
    RotationChecks.requireRotations(what, rotation, (int) rotation.size(-1));
  }
}
