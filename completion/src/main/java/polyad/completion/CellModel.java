package polyad.completion;

import polyad.catalog.task.Completer;
import polyad.data.SparseTensor;

/** A fitted completer on plain arrays: one prediction a position. */
public interface CellModel extends Completer {
  /**
   * Predicts one cell.
   *
   * @param position {@code [K]}, zero based and inside the shape
   */
  double predict(int[] position);

  /** Predicts the cells of a tensor of the same shape, one value a cell. */
  default double[] complete(SparseTensor cells) {
    double[] values = new double[cells.nnz()];
    for (int c = 0; c < values.length; c++) {
      values[c] = predict(cells.position(c));
    }
    return values;
  }

  @Override
  default double[] complete(long[][] indices) {
    double[] values = new double[indices.length];
    for (int c = 0; c < values.length; c++) {
      values[c] = predict(Positions.checked(shape(), indices[c], c));
    }
    return values;
  }
}
