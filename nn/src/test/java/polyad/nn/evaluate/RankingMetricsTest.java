package polyad.nn.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RankingMetricsTest {
  @Property(tries = 50)
  void aucIsTheShareOfOrderedPairs(@ForAll @IntRange(min = 2, max = 40) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] labels = new float[n];
    double[] scores = new double[n];
    labels[0] = 1;
    for (int i = 0; i < n; i++) {
      labels[i] = i < 2 ? 1 - i : random.nextInt(2);
      scores[i] = random.nextInt(5) - 2; // many ties
    }
    double pairs = 0;
    double right = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (labels[i] > labels[j]) {
          pairs++;
          right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    assertEquals(right / pairs, RankingMetrics.auc(labels, scores), 1e-12);
  }

  @Test
  void logLossOfLogitsIsThatOfProbabilities() {
    float[] labels = {1, 0, 1};
    float[] logits = {2, -1, 0.5f};
    double[] probabilities = new double[3];
    for (int i = 0; i < 3; i++) {
      probabilities[i] = 1 / (1 + Math.exp(-logits[i]));
    }
    assertEquals(
        RankingMetrics.logloss(labels, probabilities),
        RankingMetrics.loglossOfLogits(labels, logits),
        1e-12);
  }

  @Test
  void whatHasNoAucIsRefused() {
    float[] ones = {1, 1};
    assertThrows(
        IllegalArgumentException.class, () -> RankingMetrics.auc(ones, new double[] {0.1, 0.2}));
    assertThrows(
        IllegalArgumentException.class,
        () -> RankingMetrics.auc(new float[] {1, 0}, new double[] {0.1, Double.NaN}));
    assertThrows(
        IllegalArgumentException.class, () -> RankingMetrics.logloss(ones, new double[] {0.1}));
  }
}
