package polyad.series.olinear;

import java.util.stream.IntStream;
import polyad.series.OrthoTrans;
import polyad.series.WindowBatches;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * How strongly the steps of windows go together, before and after OrthoTrans.
 *
 * @param before mean magnitude of the correlation of two different steps of test windows
 * @param after the same of two different coordinates
 * @param trainResidual max |off-diagonal| of QΣQᵀ with the training rows' own Σ
 * @param orthogonality max |QQᵀ − I|
 * @param firstShare share of the training variance in the first coordinate
 * @param coordinates leading coordinates that hold 90 % of the training variance
 */
record Decorrelation(
    double before,
    double after,
    double trainResidual,
    double orthogonality,
    double firstShare,
    int coordinates) {

  static Decorrelation measure(OrthoTrans q, WindowBatches test) {
    int length = q.length();
    try (var _ = TensorScope.open()) {
      int[] all = IntStream.range(0, test.count()).toArray();
      Tensor windows = test.inputs(all).to(DType.F64).transpose(1, 2); // [B, N, T]
      Tensor sigma = Tensor.of(q.correlation(), length, length);
      Tensor diagonalised = q.matrix().matmul(sigma).matmul(q.matrix().mT());
      return new Decorrelation(
          meanCorrelation(windows),
          meanCorrelation(q.transform(windows)),
          offDiagonal(diagonalised).abs().max().item(),
          q.orthogonalityError(),
          q.eigenvalues()[0] / length,
          q.coordinatesFor(0.9));
    }
  }

  /** Of windows [B, N, T]: over pairs of steps, and over variates, each with its own matrix. */
  private static double meanCorrelation(Tensor windows) {
    Tensor byVariate = windows.transpose(0, 1); // [N, B, T]
    Tensor centred = byVariate.sub(byVariate.mean(true, 1));
    Tensor unit = centred.div(centred.norm(2, true, 1).clampMin(1e-12));
    Tensor correlation = unit.mT().matmul(unit); // [N, T, T]
    long t = correlation.size(-1);
    double sum = offDiagonal(correlation).abs().sum().item();
    return sum / (correlation.size(0) * t * (t - 1));
  }

  private static Tensor offDiagonal(Tensor matrix) {
    return matrix.mul(Tensor.eye(DType.F64, matrix.size(-1)).rsub(1));
  }

  double fall() {
    return before / after;
  }
}
