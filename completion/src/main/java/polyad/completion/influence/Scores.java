package polyad.completion.influence;

import polyad.data.SparseTensor;

/** How far predictions are from values. */
final class Scores {
  private Scores() {}

  /** √ mean (ŷ − y)²; NaN without cells. */
  static double rmse(double[] predicted, SparseTensor cells) {
    double sum = 0;
    for (int c = 0; c < predicted.length; c++) {
      double residual = predicted[c] - cells.value(c);
      sum += residual * residual;
    }
    return Math.sqrt(sum / predicted.length);
  }
}
