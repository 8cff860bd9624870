package polyad.geometry.tdn;

import polyad.algebra.Rotations;
import polyad.algebra.o3.Irreps;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * ‖T(Dx, Dy) − D·T(x, y)‖ for random rotations and random unit vectors x, y.
 *
 * @param mean over the samples
 * @param largest of the samples
 */
record EquivarianceError(double mean, double largest) {

  /**
   * Of a bilinear map given by a tensor.
   *
   * @param tensor [d, d, d], F64
   * @param samples 1 or more
   */
  static EquivarianceError of(Tensor tensor, int samples, long seed) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Generator rng = new Generator(seed);
      long d = tensor.size(0);
      int lmax = (int) Math.round(Math.sqrt(d)) - 1;
      Tensor rotation = Rotations.random(rng, DType.F64, 3, samples);
      Tensor turn = Irreps.sphericalHarmonics(lmax).wignerD(rotation); // [n, d, d]
      Tensor x = unit(Tensor.randn(rng, DType.F64, samples, d, 1));
      Tensor y = unit(Tensor.randn(rng, DType.F64, samples, d, 1));
      Tensor first = product(tensor, turn.matmul(x), turn.matmul(y));
      Tensor second = turn.matmul(product(tensor, x, y));
      Tensor error = first.sub(second).square().sum(1).sqrt(); // [n, 1]
      return new EquivarianceError(error.mean().item(), error.max().item());
    }
  }

  private static Tensor unit(Tensor x) {
    return x.div(x.square().sum(true, 1).sqrt());
  }

  /** Σ_ij M_ijk x_i y_j: [n, d, 1] twice to [n, d, 1]. */
  private static Tensor product(Tensor tensor, Tensor x, Tensor y) {
    Tensor pairs = x.matmul(y.mT()).flatten(1, 2); // [n, d²]
    return pairs.matmul(tensor.flatten(0, 1)).unsqueeze(-1);
  }
}
