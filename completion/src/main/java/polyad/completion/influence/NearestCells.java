package polyad.completion.influence;

import polyad.data.SparseTensor;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Looks up cells and entities by their embeddings. */
final class NearestCells {
  private static final int CHUNK = 1024;
  private static final double EPS = 1e-12;

  private final TensorModel model;
  private final SparseTensor observed;

  NearestCells(TensorModel model, SparseTensor observed) {
    this.model = model;
    this.observed = observed;
  }

  /** The value of the nearest observed cell by the distance of all K embeddings together. */
  double[] values(SparseTensor positions) {
    double[] values = new double[positions.nnz()];
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor keys = features(observed, 0, observed.nnz()).transpose(0, 1); // [K·e, n]
      Tensor norms = keys.square().sum(0); // [n]
      for (int from = 0; from < values.length; from += CHUNK) {
        try (var _ = TensorScope.open()) {
          int to = Math.min(values.length, from + CHUNK);
          Tensor query = features(positions, from, to); // [B, K·e]
          long[] nearest = norms.sub(query.matmul(keys).mul(2.0)).argmin(1, false).toLongArray();
          for (int i = 0; i < nearest.length; i++) {
            values[from + i] = observed.value((int) nearest[i]);
          }
        }
      }
    }
    return values;
  }

  private Tensor features(SparseTensor tensor, int from, int to) {
    int[] cells = new int[to - from];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = from + i;
    }
    return Tensor.cat(1, model.embed(Cells.index(tensor, cells)));
  }

  /** For each of some entities of a mode, the other entity of the greatest cosine similarity. */
  static int[] nearestEntities(TensorModel model, int mode, int[] entities) {
    int[] nearest = new int[entities.length];
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor table = model.embedding(mode);
      Tensor unit = table.div(table.norm(2, true, 1).add(EPS)); // [n, e]
      Tensor keys = unit.transpose(0, 1);
      for (int from = 0; from < entities.length; from += CHUNK) {
        try (var _ = TensorScope.open()) {
          int size = Math.min(entities.length - from, CHUNK);
          long[] rows = new long[size];
          for (int i = 0; i < size; i++) {
            rows[i] = entities[from + i];
          }
          Tensor index = Tensor.of(rows, size);
          Tensor cosine = unit.indexSelect(0, index).matmul(keys); // [B, n]
          Tensor self = Tensor.full(-2, cosine.dtype(), size, 1);
          long[] best = cosine.scatter(1, index.unsqueeze(1), self).argmax(1, false).toLongArray();
          for (int i = 0; i < size; i++) {
            nearest[from + i] = (int) best[i];
          }
        }
      }
    }
    return nearest;
  }
}
