package polyad.completion;

import java.util.random.RandomGenerator;
import polyad.data.SparseTensor;

/** What the decompositions start from. */
final class Factors {
  private Factors() {}

  /** Normal rows {@code [n][rank]}. */
  static double[][] normal(int n, int rank, double deviation, RandomGenerator random) {
    double[][] rows = new double[n][rank];
    for (double[] row : rows) {
      for (int r = 0; r < rank; r++) {
        row[r] = deviation * random.nextGaussian();
      }
    }
    return rows;
  }

  /** The cells with a number taken off their values. */
  static SparseTensor centred(SparseTensor tensor, double mean) {
    double[] values = tensor.values().clone();
    for (int c = 0; c < values.length; c++) {
      values[c] -= mean;
    }
    return tensor.withValues(values);
  }
}
