package polyad.completion.influence;

import polyad.data.SparseTensor;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;

/**
 * One pass over validation cells without derivatives: their mean squared error and the sum of their
 * last-layer gradients.
 *
 * @param mse mean (ŷ − y)²
 * @param gradient G = Σ (ŷ − y) h, {@code [h]}
 */
record ValidationPass(double mse, double[] gradient) {
  static ValidationPass of(TensorModel model, SparseTensor cells) {
    double[] gradient = new double[model.hiddenSize()];
    double[] squares = new double[1];
    try (var _ = Autograd.noGrad()) {
      Cells.chunks(
          cells,
          (chunk, index) -> {
            Tensor hidden = model.hidden(index); // [B, h]
            Tensor values = Cells.values(cells, chunk, hidden.dtype());
            Tensor residual = model.output(hidden).sub(values); // [B]
            double[] sum = hidden.transpose(0, 1).matmul(residual).toDoubleArray();
            for (int i = 0; i < sum.length; i++) {
              gradient[i] += sum[i];
            }
            squares[0] += residual.square().sum().item();
          });
    }
    return new ValidationPass(squares[0] / cells.nnz(), gradient);
  }
}
