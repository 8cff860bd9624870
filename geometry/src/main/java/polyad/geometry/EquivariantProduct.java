package polyad.geometry;

import polyad.algebra.o3.Irreps;
import polyad.tensor.Tensor;

/**
 * A bilinear map that commutes with rotations: (D₁x, D₂y) goes to D₃z.
 *
 * <p>All of them differentiate as often as wanted.
 */
public interface EquivariantProduct {
  /** The type of the first factor. */
  Irreps irrepsIn1();

  /** The type of the second factor. */
  Irreps irrepsIn2();

  /** The type of the result. */
  Irreps irrepsOut();

  /**
   * The product.
   *
   * @param x [..., irrepsIn1.dim]
   * @param y [..., irrepsIn2.dim], leading dimensions as x
   * @return [..., irrepsOut.dim]
   * @throws IllegalArgumentException when a last dimension does not fit
   */
  Tensor forward(Tensor x, Tensor y);
}
