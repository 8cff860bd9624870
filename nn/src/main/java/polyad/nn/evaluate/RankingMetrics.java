package polyad.nn.evaluate;

import java.util.Arrays;

/** How well scores order and predict labels of two classes. */
public final class RankingMetrics {
  private static final double LEAST = 1e-15;

  private RankingMetrics() {}

  /**
   * The area under the ROC curve: the share of pairs of a 1 and a 0 that are ordered rightly, ties
   * counting one half (the Mann-Whitney statistic with average ranks).
   *
   * @param labels 0 or 1; above one half counts as 1
   * @param scores as many; any increasing function of the probability, such as the logit
   * @throws IllegalArgumentException when only one class is there, lengths differ, or a score is
   *     NaN
   */
  public static double auc(float[] labels, float[] scores) {
    double[] wide = new double[scores.length];
    Arrays.setAll(wide, i -> scores[i]);
    return auc(labels, wide);
  }

  /** As {@link #auc(float[], float[])}. */
  public static double auc(float[] labels, double[] scores) {
    int n = checkedLength(labels, scores.length);
    double[] positives = new double[n];
    double[] negatives = new double[n];
    int p = 0;
    int q = 0;
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("scores[" + i + "] is NaN, expected a number");
      }
      double score = scores[i] + 0.0; // −0 and 0 are a tie
      if (labels[i] > 0.5) {
        positives[p++] = score;
      } else {
        negatives[q++] = score;
      }
    }
    if (p == 0 || q == 0) {
      throw new IllegalArgumentException(
          "labels: all are " + (p == 0 ? 0 : 1) + ", the AUC needs both classes");
    }
    Arrays.sort(positives, 0, p);
    Arrays.sort(negatives, 0, q);
    return pairs(positives, p, negatives, q) / ((double) p * q);
  }

  /** Negatives below each positive, those equal to it counting one half. */
  private static double pairs(double[] positives, int p, double[] negatives, int q) {
    double pairs = 0;
    int below = 0;
    int upTo = 0;
    for (int i = 0; i < p; i++) {
      while (below < q && negatives[below] < positives[i]) {
        below++;
      }
      upTo = Math.max(upTo, below);
      while (upTo < q && negatives[upTo] <= positives[i]) {
        upTo++;
      }
      pairs += 0.5 * ((double) below + upTo);
    }
    return pairs;
  }

  /**
   * −mean of y ln p + (1 − y) ln(1 − p), with p kept from 0 and 1 by {@value #LEAST}.
   *
   * @param labels 0 to 1
   * @param probabilities as many, 0 to 1
   */
  public static double logloss(float[] labels, double[] probabilities) {
    int n = checkedLength(labels, probabilities.length);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double p = Math.clamp(probabilities[i], LEAST, 1 - LEAST);
      sum -= labels[i] * Math.log(p) + (1 - labels[i]) * Math.log1p(-p);
    }
    return sum / n;
  }

  /** The log loss of logits, exact for large ones: mean of ln(1 + e^z) − y z. */
  public static double loglossOfLogits(float[] labels, float[] logits) {
    int n = checkedLength(labels, logits.length);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double z = logits[i];
      sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - labels[i] * z;
    }
    return sum / n;
  }

  private static int checkedLength(float[] labels, int scores) {
    if (labels.length == 0 || labels.length != scores) {
      throw new IllegalArgumentException(
          "labels, scores: %d and %d, expected as many of each, at least one"
              .formatted(labels.length, scores));
    }
    return labels.length;
  }
}
