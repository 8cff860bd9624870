package polyad.geometry.tensorproducts;

import polyad.algebra.o3.Irreps;
import polyad.nn.Module;
import polyad.tensor.Tensor;

/** A product of the harmonics of an edge with the features of its sender. */
abstract class PieceProduct extends Module {
  /** The type of the result. */
  abstract Irreps irrepsOut();

  /**
   * The product.
   *
   * @param features [E, in]
   * @param harmonics [E, (sh_lmax+1)²]
   */
  abstract Tensor forward(Tensor features, Tensor harmonics);
}
