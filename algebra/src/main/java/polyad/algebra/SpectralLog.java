package polyad.algebra;

import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/**
 * The angles and the logarithm of rotations of any dimension. The symmetric part S of R has the
 * cosines of its angles as eigenvalues, each twice, and the skew part K = R − S acts as the sine in
 * the same planes; hence log R = V·diag(θ/sin θ)·Vᵀ·K.
 */
final class SpectralLog {
  /** Below this sine a turn counts as one by 0 or π. */
  private static final double STRAIGHT = 1e-9;

  private SpectralLog() {}

  private record Spectrum(Tensor vectors, Tensor cosines, Tensor sines, Tensor skew) {}

  private static Spectrum spectrum(Tensor rotation) {
    Tensor symmetric = rotation.add(rotation.mT()).mul(0.5);
    Tensor skew = rotation.sub(rotation.mT()).mul(0.5);
    Linalg.Eigen eigen = Linalg.eigh(symmetric);
    Tensor sines = skew.matmul(eigen.vectors()).norm(2, false, -2);
    return new Spectrum(eigen.vectors(), eigen.values(), sines, skew);
  }

  /** The length √(Σ θ²) of the shortest path from the identity, θ the angle in each plane. */
  static Tensor angle(Tensor rotation) {
    Spectrum s = spectrum(rotation);
    return s.sines().atan2(s.cosines()).square().sum(-1).mul(0.5).sqrt();
  }

  /** The skew-symmetric logarithm, {@code [..., n, n]}. */
  static Tensor log(Tensor rotation) {
    Spectrum s = spectrum(rotation);
    Tensor theta = s.sines().atan2(s.cosines());
    Tensor straight = s.sines().lt(STRAIGHT);
    Tensor ratio = theta.onesLike().where(straight, theta.div(s.sines().clampMin(1e-300)));
    Tensor v = s.vectors();
    Tensor smooth = v.mul(ratio.unsqueeze(-2)).matmul(v.mT()).matmul(s.skew());
    return smooth.add(halfTurns(v, straight.logicalAnd(s.cosines().lt(0))));
  }

  /**
   * Turns by π, whose planes K does not show: eigenvectors of −1 come first and in an even number,
   * and any two of them span a plane.
   */
  private static Tensor halfTurns(Tensor vectors, Tensor halfTurn) {
    Tensor sum = vectors.zerosLike();
    if (!halfTurn.any()) {
      return sum;
    }
    for (int i = 0; i + 1 < vectors.size(-1); i += 2) {
      Tensor a = vectors.narrow(-1, i, 1);
      Tensor b = vectors.narrow(-1, i + 1, 1);
      Tensor plane = b.matmul(a.mT()).sub(a.matmul(b.mT())).mul(Math.PI);
      Tensor here = halfTurn.select(-1, i).unsqueeze(-1).unsqueeze(-1).to(vectors.dtype());
      sum = sum.add(plane.mul(here));
    }
    return sum;
  }
}
