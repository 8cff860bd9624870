package polyad.series;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import polyad.nn.evaluate.RankingMetrics;

/** How well scores, larger for stranger steps, tell the anomalies of a series. */
public final class AnomalyMetrics {
  private AnomalyMetrics() {}

  /**
   * Precision, recall, F1 and accuracy of flags.
   *
   * @param precision share of the flagged steps that are anomalies; 0 when none is flagged
   * @param recall share of the anomalous steps that are flagged; 0 when there is none
   * @param f1 harmonic mean of both; 0 when both are
   * @param accuracy share of all steps told rightly
   */
  public record Score(double precision, double recall, double f1, double accuracy) {}

  /** The q-th percentile, q 0 to 100, linear between neighbours. */
  public static double percentile(double[] values, double q) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = q / 100 * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /**
   * The score that a share of the steps exceeds: the percentile 100 − ratio of both parts together.
   *
   * @param ratio expected anomalies in percent, 0 to 100
   */
  public static double threshold(double[] trainScores, double[] testScores, double ratio) {
    double[] all = Arrays.copyOf(trainScores, trainScores.length + testScores.length);
    System.arraycopy(testScores, 0, all, trainScores.length, testScores.length);
    return percentile(all, 100 - ratio);
  }

  /** Which scores exceed the threshold. */
  public static boolean[] flags(double[] scores, double threshold) {
    boolean[] flags = new boolean[scores.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = scores[i] > threshold;
    }
    return flags;
  }

  /**
   * Flags every step of a true anomaly in which one step is flagged. A widespread protocol that
   * proves nothing: random scores reach 0.9 with it. Always give the unadjusted numbers beside it.
   */
  public static boolean[] pointAdjust(boolean[] flags, boolean[] labels) {
    requireLength(flags.length, labels.length);
    boolean[] adjusted = flags.clone();
    int start = 0;
    while (start < labels.length) {
      int end = start + 1;
      while (end < labels.length && labels[start] && labels[end]) {
        end++;
      }
      if (labels[start] && anyIn(flags, start, end)) {
        Arrays.fill(adjusted, start, end, true);
      }
      start = end;
    }
    return adjusted;
  }

  private static boolean anyIn(boolean[] flags, int from, int to) {
    for (int i = from; i < to; i++) {
      if (flags[i]) {
        return true;
      }
    }
    return false;
  }

  /** Scores of flags. */
  public static Score score(boolean[] flags, boolean[] labels) {
    requireLength(flags.length, labels.length);
    double hits = 0;
    double flagged = 0;
    double anomalies = 0;
    double right = 0;
    for (int i = 0; i < flags.length; i++) {
      hits += flags[i] && labels[i] ? 1 : 0;
      flagged += flags[i] ? 1 : 0;
      anomalies += labels[i] ? 1 : 0;
      right += flags[i] == labels[i] ? 1 : 0;
    }
    double precision = flagged == 0 ? 0 : hits / flagged;
    double recall = anomalies == 0 ? 0 : hits / anomalies;
    double f1 = hits == 0 ? 0 : 2 * precision * recall / (precision + recall);
    return new Score(precision, recall, f1, right / flags.length);
  }

  /**
   * The chance that an anomalous step scores above a normal one; ties count half. NaN when all
   * steps are of one kind.
   */
  public static double auc(double[] scores, boolean[] labels) {
    requireLength(scores.length, labels.length);
    float[] anomalous = new float[labels.length];
    int anomalies = 0;
    for (int i = 0; i < labels.length; i++) {
      anomalous[i] = labels[i] ? 1 : 0;
      anomalies += labels[i] ? 1 : 0;
    }
    return anomalies == 0 || anomalies == labels.length
        ? Double.NaN
        : RankingMetrics.auc(anomalous, scores);
  }

  /** The mean precision over the anomalous steps, each with the threshold at its own score. */
  public static double averagePrecision(double[] scores, boolean[] labels) {
    requireLength(scores.length, labels.length);
    int[] order = ascending(scores);
    double hits = 0;
    double sum = 0;
    int seen = 0;
    int at = order.length - 1;
    while (at >= 0) {
      double newHits = 0;
      double score = scores[order[at]];
      while (at >= 0 && scores[order[at]] == score) {
        newHits += labels[order[at]] ? 1 : 0;
        seen++;
        at--;
      }
      hits += newHits;
      sum += newHits * hits / seen;
    }
    return hits == 0 ? Double.NaN : sum / hits;
  }

  private static int[] ascending(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void requireLength(int scores, int labels) {
    if (scores != labels) {
      throw new IllegalArgumentException(
          "scores, labels: " + scores + " and " + labels + " steps are not the same number");
    }
  }
}
