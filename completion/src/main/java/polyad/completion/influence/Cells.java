package polyad.completion.influence;

import java.util.Arrays;
import java.util.function.BiConsumer;
import polyad.data.SparseTensor;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Cells as the networks take them, and predictions for many of them. */
final class Cells {
  /** Cells of a pass without derivatives that are computed at a time. */
  private static final int CHUNK = 4096;

  private Cells() {}

  /** The positions of some cells, {@code [B, K]} I64. */
  static Tensor index(SparseTensor tensor, int[] cells) {
    int order = tensor.order();
    long[] index = new long[cells.length * order];
    for (int k = 0; k < order; k++) {
      int[] column = tensor.indexes(k);
      for (int i = 0; i < cells.length; i++) {
        index[i * order + k] = column[cells[i]];
      }
    }
    return Tensor.of(index, cells.length, order);
  }

  /** The values of some cells, {@code [B]}. */
  static Tensor values(SparseTensor tensor, int[] cells, DType dtype) {
    double[] values = new double[cells.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.value(cells[i]);
    }
    return Tensor.of(values, cells.length).to(dtype);
  }

  /** The type of a network's weights. */
  static DType dtype(TensorModel model) {
    return model.embedding(0).dtype();
  }

  /** Walks all cells in chunks, each in a scope of its own. */
  static void chunks(SparseTensor tensor, BiConsumer<int[], Tensor> action) {
    for (int from = 0; from < tensor.nnz(); from += CHUNK) {
      int start = from;
      int[] cells = new int[Math.min(CHUNK, tensor.nnz() - from)];
      Arrays.setAll(cells, i -> start + i);
      try (var _ = TensorScope.open()) {
        action.accept(cells, index(tensor, cells));
      }
    }
  }

  /** The predictions of all cells. */
  static double[] predict(TensorModel model, SparseTensor cells) {
    double[] values = new double[cells.nnz()];
    try (var _ = Autograd.noGrad()) {
      chunks(
          cells,
          (chunk, index) -> {
            double[] y = model.forward(index).toDoubleArray();
            System.arraycopy(y, 0, values, chunk[0], y.length);
          });
    }
    return values;
  }
}
