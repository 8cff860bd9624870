package polyad.nn;

import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/** Riemannian gradient steps on matrices with orthonormal columns. */
final class Manifolds {
  private Manifolds() {}

  /** One step of gradient descent along a geometry: project to the tangent space, retract by QR. */
  static Tensor step(Geometry geometry, Tensor x, Tensor gradient, double lr) {
    Tensor tangent =
        switch (geometry) {
          case EUCLIDEAN -> gradient;
          case STIEFEL -> {
            Tensor xtg = x.mT().matmul(gradient);
            yield gradient.sub(x.matmul(xtg.add(xtg.mT()).mul(0.5)));
          }
          case GRASSMANN -> gradient.sub(x.matmul(x.mT().matmul(gradient)));
        };
    Tensor moved = x.add(tangent, -lr);
    return geometry == Geometry.EUCLIDEAN ? moved : Linalg.qr(moved).q();
  }
}
