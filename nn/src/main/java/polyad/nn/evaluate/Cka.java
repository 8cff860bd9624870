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

  /**
   * With Gaussian kernels, whose width is the median distance between different points, and centred
   * Gram matrices.
   *
   * @param x [n, d]
   * @param y [n, e], of the same examples
   * @return 0 to 1; 1 for representations that differ by a rotation, a shift and a scale
   */
  public static double rbf(Tensor x, Tensor y) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor a = centredKernel(x);
      Tensor b = centredKernel(y);
      return a.mul(b).sum().item() / (a.norm().item() * b.norm().item());
    }
  }

  private static Tensor centredKernel(Tensor x) {
    Tensor gram = x.matmul(x.mT()); // [n, n]
    Tensor squares = gram.diagonal(0, 0, 1);
    Tensor distance = squares.unsqueeze(0).add(squares.unsqueeze(1)).sub(gram.mul(2.0));
    Tensor apart = distance.maskedSelect(distance.ne(0));
    if (apart.numel() == 0) {
      throw new IllegalArgumentException("all points are equal, allowed: two different ones");
    }
    Tensor kernel = distance.div(-2 * apart.median(0, false).values().item()).exp();
    return kernel.sub(kernel.mean(true, 0)).sub(kernel.mean(true, 1)).add(kernel.mean());
  }
}
