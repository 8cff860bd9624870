package polyad.geometry.tdn;

import polyad.geometry.GauntTensorProduct;
import polyad.tensor.Tensor;

/** The Gaunt product on the grid in the same interface: even paths only; modes UVU and UUU. */
public final class GauntGridProduct extends SharedProduct {
  private final GauntTensorProduct product;

  /** Of a shape in mode UUU, or UVU with one second channel. */
  public GauntGridProduct(Shape shape) {
    super(shape);
    boolean fits =
        switch (shape.mode()) {
          case UUU -> true;
          case UVU -> shape.channels2() == 1;
          default -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "mode "
              + shape.mode()
              + ", allowed for the Gaunt product: UUU, or UVU with one second channel");
    }
    product = new GauntTensorProduct(shape.lmax(), shape.lmax(), shape.lmax());
  }

  @Override
  Tensor product(Tensor x, Tensor y, Tensor weights) {
    Tensor w = weights.reshape(x.size(0), shape().channels1(), 1);
    Tensor second = shape().channels2() == 1 ? y.mT().expand(-1, shape().channels1(), -1) : y.mT();
    return product.forward(x.mT().contiguous(), second.contiguous()).mul(w).mT();
  }
}
