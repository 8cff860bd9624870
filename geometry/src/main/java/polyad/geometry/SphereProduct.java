package polyad.geometry;

import polyad.algebra.o3.Irreps;
import polyad.tensor.Tensor;

/** What the products of one channel of every degree share: their types, and flat rows inside. */
abstract class SphereProduct implements EquivariantProduct {
  final Degrees degrees;

  SphereProduct(Degrees degrees) {
    this.degrees = degrees;
  }

  @Override
  public final Irreps irrepsIn1() {
    return Irreps.sphericalHarmonics(degrees.lmax1());
  }

  @Override
  public final Irreps irrepsIn2() {
    return Irreps.sphericalHarmonics(degrees.lmax2());
  }

  @Override
  public Irreps irrepsOut() {
    return Irreps.sphericalHarmonics(degrees.lmaxOut());
  }

  @Override
  public final Tensor forward(Tensor x, Tensor y) {
    Tensor[] flat = degrees.flat(x, y);
    return Degrees.shaped(product(flat[0], flat[1]), x);
  }

  /** [N, (lmax1+1)²] and [N, (lmax2+1)²] to [N, irrepsOut.dim]. */
  abstract Tensor product(Tensor x, Tensor y);
}
