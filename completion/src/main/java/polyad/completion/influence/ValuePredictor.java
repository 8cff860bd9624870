package polyad.completion.influence;

import java.util.Arrays;
import java.util.List;
import polyad.completion.CellModel;
import polyad.data.SparseTensor;

/** Gives augmented cells their values. */
@FunctionalInterface
public interface ValuePredictor {
  /** The values at the positions of cells; the cells' own values do not count. */
  double[] values(SparseTensor positions);

  /** The predictions of a network, which must stay open. */
  static ValuePredictor of(TensorModel model) {
    return positions -> Cells.predict(model, positions);
  }

  /** The predictions of a classical completer. */
  static ValuePredictor of(CellModel model) {
    return model::complete;
  }

  /** The mean of several predictors, such as networks trained with other seeds. */
  static ValuePredictor ensemble(List<ValuePredictor> predictors) {
    if (predictors.isEmpty()) {
      throw new IllegalArgumentException("predictors: none, expected at least one");
    }
    return positions -> {
      double[] mean = new double[positions.nnz()];
      for (ValuePredictor predictor : predictors) {
        double[] values = predictor.values(positions);
        for (int c = 0; c < mean.length; c++) {
          mean[c] += values[c] / predictors.size();
        }
      }
      return mean;
    };
  }

  /** The mean of the observed values everywhere. */
  static ValuePredictor mean(SparseTensor observed) {
    double mean = observed.mean();
    return positions -> {
      double[] values = new double[positions.nnz()];
      Arrays.fill(values, mean);
      return values;
    };
  }

  /**
   * The value of the observed cell whose embeddings, side by side, are the nearest; every observed
   * cell is looked at, so for small tensors.
   */
  static ValuePredictor nearest(TensorModel model, SparseTensor observed) {
    return new NearestCells(model, observed)::values;
  }
}
