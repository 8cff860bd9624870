package polyad.completion.influence;

import polyad.data.SparseTensor;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * The classical influence function of the ridge least squares in the last layer, I(c) = −Gᵀ H⁻¹
 * g(c) with H = mean(h hᵀ) + 1e-3 I over the training cells, at a model's present weights.
 */
final class LastLayerInfluence {
  private static final double RIDGE = 1e-3;

  private LastLayerInfluence() {}

  /** I(c) of every training cell. */
  static double[] influence(TensorModel model, SparseTensor train, SparseTensor validation) {
    double[] gradient = ValidationPass.of(model, validation).gradient();
    int width = gradient.length;
    double[] influence = new double[train.nnz()];
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor h = Tensor.eye(DType.F64, width).mul(RIDGE); // [h, h]
      Cells.chunks(
          train,
          (chunk, index) -> {
            Tensor hidden = model.hidden(index).to(DType.F64);
            h.addInPlace(hidden.transpose(0, 1).matmul(hidden), 1.0 / train.nnz());
          });
      Tensor solved = Linalg.solve(h, Tensor.of(gradient, width, 1)).squeeze(1); // H⁻¹ G
      Cells.chunks(
          train,
          (chunk, index) -> {
            Tensor hidden = model.hidden(index);
            Tensor values = Cells.values(train, chunk, hidden.dtype());
            Tensor residual = model.output(hidden).sub(values).to(DType.F64);
            double[] products = hidden.to(DType.F64).matmul(solved).mul(residual).toDoubleArray();
            for (int i = 0; i < products.length; i++) {
              influence[chunk[i]] = -products[i];
            }
          });
    }
    return influence;
  }
}
