package polyad.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class SeriesMetricsTest {
  private static final double[][] FORECAST = {{1, 2}, {3, 0}};
  private static final double[][] TARGET = {{2, 2}, {1, 0}};

  @Test
  void forecastErrorsByHand() {
    assertEquals(5.0 / 4, ForecastMetrics.mse(FORECAST, TARGET));
    assertEquals(3.0 / 4, ForecastMetrics.mae(FORECAST, TARGET));
    assertEquals(200 * (1.0 / 3 + 0.5) / 4, ForecastMetrics.smape(FORECAST, TARGET), 1e-12);
    assertEquals(100 * (0.5 + 2) / 4, ForecastMetrics.mape(FORECAST, TARGET), 1e-12);
    double[][] insample = {{1, 2, 3, 5}, {0, 4, 0, 4}};
    assertEquals(
        (0.5 / (4.0 / 3) + 1 / 4.0) / 2,
        ForecastMetrics.mase(FORECAST, TARGET, insample, 1),
        1e-12);
    assertEquals(0.75, ForecastMetrics.owa(10, 1, 20, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> ForecastMetrics.mse(FORECAST, new double[][] {{1}, {2}}));
    assertThrows(
        IllegalArgumentException.class, () -> ForecastMetrics.seasonalScale(new double[3], 3));
  }

  @Test
  void theTrainingLossEqualsTheMetricWithoutMask() {
    try (var _ = TensorScope.open()) {
      double loss =
          ForecastLosses.smape(
                  Tensor.of(FORECAST),
                  Tensor.of(TARGET),
                  Tensor.of(new double[][] {{1, 1}, {1, 1}}))
              .item();
      assertEquals(ForecastMetrics.smape(FORECAST, TARGET), loss, 1e-12);
    }
  }

  @Test
  void oneHitFillsItsSegmentOnly() {
    boolean[] labels = {false, true, true, false, true, true, true, false};
    boolean[] flags = {true, false, true, false, false, false, false, false};
    assertArrayEquals(
        new boolean[] {true, true, true, false, false, false, false, false},
        AnomalyMetrics.pointAdjust(flags, labels));
    AnomalyMetrics.Score raw = AnomalyMetrics.score(flags, labels);
    assertEquals(0.5, raw.precision());
    assertEquals(0.2, raw.recall());
    assertEquals(3.0 / 8, raw.accuracy());
    assertEquals(0, AnomalyMetrics.score(new boolean[8], labels).f1());
  }

  @Test
  void ranksByHand() {
    double[] scores = {0.1, 0.4, 0.35, 0.8};
    boolean[] labels = {false, false, true, true};
    assertEquals(0.75, AnomalyMetrics.auc(scores, labels));
    assertEquals((1 + 2.0 / 3) / 2, AnomalyMetrics.averagePrecision(scores, labels), 1e-12);
    assertEquals(0.5, AnomalyMetrics.auc(new double[4], labels));
    assertEquals(2.5, AnomalyMetrics.percentile(new double[] {4, 1, 2, 3}, 50));
    assertEquals(
        3.97, AnomalyMetrics.threshold(new double[] {1, 2}, new double[] {3, 4}, 1), 1e-12);
  }

  @Property(tries = 30)
  void aucIsSymmetricAndIgnoresMonotoneMaps(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = random.doubles(40).toArray();
    boolean[] labels = new boolean[40];
    for (int i = 0; i < 40; i++) {
      labels[i] = i < 2 || (i > 3 && random.nextBoolean());
    }
    double auc = AnomalyMetrics.auc(scores, labels);
    double[] mapped = Arrays.stream(scores).map(s -> Math.exp(5 * s)).toArray();
    double[] negated = Arrays.stream(scores).map(s -> -s).toArray();
    assertEquals(auc, AnomalyMetrics.auc(mapped, labels), 1e-12);
    assertEquals(1 - auc, AnomalyMetrics.auc(negated, labels), 1e-12);
  }

  @Property(tries = 30)
  void naive2ContinuesAPureSeasonExactly(
      @ForAll @IntRange(min = 2, max = 12) int period, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] season = new double[period];
    Arrays.setAll(season, i -> i == 0 ? 3 : 1 + random.nextDouble());
    double[] series = new double[6 * period];
    Arrays.setAll(series, t -> 100 * season[t % period]);
    assertTrue(Naive2.isSeasonal(series, period));
    double[] next = Naive2.forecast(series, period, period + 1);
    for (int s = 0; s < next.length; s++) {
      assertEquals(100 * season[s % period], next[s], 1e-9);
    }
  }

  @Test
  void naive2RepeatsWhereThereIsNoSeason() {
    assertFalse(Naive2.isSeasonal(new double[] {1, 2, 1, 2}, 2));
    assertArrayEquals(new double[] {7, 7}, Naive2.forecast(new double[] {5, 7}, 12, 2));
    assertArrayEquals(new double[] {7}, Naive2.forecast(new double[] {5, 7}, 1, 1));
  }

  @Test
  void gapsBecomeLines() {
    double nan = Double.NaN;
    assertArrayEquals(
        new double[] {2, 2, 3, 4, 4}, GapFilling.linear(new double[] {nan, 2, nan, 4, nan}), 1e-12);
    assertArrayEquals(new double[] {3, 2, 4}, GapFilling.mean(new double[] {nan, 2, 4}), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> GapFilling.linear(new double[] {nan}));
  }

  @Test
  void theLastSeasonComesAgain() {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.of(new double[] {9, 1, 2, 3}, 1, 4, 1);
      double[] next = new SeasonalRepeat(4, 5, 3).forward(x).contiguous().toDoubleArray();
      assertArrayEquals(new double[] {1, 2, 3, 1, 2}, next);
      assertThrows(IllegalArgumentException.class, () -> new SeasonalRepeat(4, 5, 5));
    }
  }

  @Test
  void calendarFeaturesByHand() {
    List<LocalDateTime> time = List.of(LocalDateTime.of(2024, 12, 31, 23, 59, 59));
    assertArrayEquals(
        new double[] {0.5, 0.5, 0.5, 1.0 / 6 - 0.5, 0.5, 0.5},
        TimeFeatures.of(time, TimeFeatures.Frequency.S)[0],
        1e-12);
    assertArrayEquals(
        new double[] {0.5, -0.5}, TimeFeatures.of(time, TimeFeatures.Frequency.W)[0], 1e-12);
    assertArrayEquals(new double[] {12, 31, 1, 23, 3}, TimeFeatures.calendar(time)[0]);
    assertEquals(TimeFeatures.Frequency.T, TimeFeatures.Frequency.ofSeconds(900));
    assertEquals(TimeFeatures.Frequency.D, TimeFeatures.Frequency.ofSeconds(86_400));
    assertEquals(TimeFeatures.Frequency.W, TimeFeatures.Frequency.ofSeconds(7 * 86_400));
    for (TimeFeatures.Frequency f : TimeFeatures.Frequency.values()) {
      for (double feature : TimeFeatures.of(time, f)[0]) {
        assertTrue(feature >= -0.5 && feature <= 0.5);
      }
    }
    assertThrows(IllegalArgumentException.class, () -> TimeFeatures.Frequency.of("x"));
  }
}
