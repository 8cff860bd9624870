package polyad.embedding.words.documents;

import java.util.SplittableRandom;
import polyad.data.Splits;

/**
 * A linear classifier over sparse rows.
 *
 * @param weights [C][features]
 * @param bias [C]
 */
record LinearModel(double[][] weights, double[] bias) {
  private static final int SWEEPS = 40;
  private static final double PENALTY = 1e-5; // of logistic regression, a row and step
  private static final double RATE = 2;
  private static final double BIAS = 0.1; // share of the rate
  private static final double COST = 1; // C of the support vector machine

  /** Multinomial logistic regression by stochastic descent with a falling rate. */
  static LinearModel logistic(SparseRows rows, int[] labels, int classes, int features, long seed) {
    double[][] weights = new double[classes][features];
    double[] bias = new double[classes];
    LinearModel model = new LinearModel(weights, bias);
    SplittableRandom random = new SplittableRandom(seed);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double rate = RATE * (SWEEPS - sweep) / SWEEPS;
      for (int row : Splits.permutation(rows.size(), random)) {
        double[] p = softmax(model.scores(rows, row));
        for (int c = 0; c < classes; c++) {
          double g = (labels[row] == c ? 1 : 0) - p[c];
          rows.add(row, rate * g, weights[c]);
          bias[c] += BIAS * rate * g;
        }
      }
      shrink(weights, Math.pow(1 - rate * PENALTY, rows.size()));
    }
    return model;
  }

  private static void shrink(double[][] weights, double factor) {
    for (double[] row : weights) {
      for (int k = 0; k < row.length; k++) {
        row[k] *= factor;
      }
    }
  }

  /**
   * One support vector machine a class against the rest, by coordinate descent on the dual of the
   * squared hinge loss (Hsieh et al. 2008).
   */
  static LinearModel supportVectors(
      SparseRows rows, int[] labels, int classes, int features, long seed) {
    double[][] weights = new double[classes][features];
    double[] bias = new double[classes];
    for (int c = 0; c < classes; c++) {
      double[] alpha = new double[rows.size()];
      SplittableRandom random = new SplittableRandom(seed + c);
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (int row : Splits.permutation(rows.size(), random)) {
          double y = labels[row] == c ? 1 : -1;
          double slope = y * (rows.dot(row, weights[c]) + bias[c]) - 1 + alpha[row] / (2 * COST);
          double curvature = rows.squaredNorm(row) + 1 + 1 / (2 * COST);
          double moved = Math.max(0, alpha[row] - slope / curvature);
          double step = (moved - alpha[row]) * y;
          rows.add(row, step, weights[c]);
          bias[c] += step;
          alpha[row] = moved;
        }
      }
    }
    return new LinearModel(weights, bias);
  }

  double[] scores(SparseRows rows, int row) {
    double[] scores = new double[bias.length];
    for (int c = 0; c < scores.length; c++) {
      scores[c] = rows.dot(row, weights[c]) + bias[c];
    }
    return scores;
  }

  static double[] softmax(double[] scores) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double[] p = new double[scores.length];
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp(scores[c] - largest);
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      p[c] /= sum;
    }
    return p;
  }
}
