package polyad.nn.evaluate;

import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Centred kernel alignment (Kornblith et al., 2019): how alike two representations are. */
public final class Cka {
  private Cka() {}

  /**
   * The linear form, ‖YᵀX‖² / (‖XᵀX‖·‖YᵀY‖) of centred columns.
   *
   * @param x [n, d]
   * @param y [n, e], of the same examples
   * @return 0 to 1; 1 for representations that differ by a rotation and a scale
   */
  public static double linear(Tensor x, Tensor y) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor a = x.sub(x.mean(true, 0));
      Tensor b = y.sub(y.mean(true, 0));
      double cross = b.mT().matmul(a).square().sum().item();
      return cross / (a.mT().matmul(a).norm().item() * b.mT().matmul(b).norm().item());
    }
  }
}
