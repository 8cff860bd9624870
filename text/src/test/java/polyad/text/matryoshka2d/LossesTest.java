package polyad.text.matryoshka2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class LossesTest {
  private static double[][] rows(SplittableRandom random, int count, int width) {
    double[][] rows = new double[count][width];
    for (double[] row : rows) {
      for (int j = 0; j < width; j++) {
        row[j] = random.nextDouble(-1, 1);
      }
    }
    return rows;
  }

  private static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  /** log(1 + Σ exp(s_p − s_q)) over labels p below q, by its definition. */
  private static double ranking(double[] scores, double[] labels) {
    double sum = 1;
    for (int p = 0; p < scores.length; p++) {
      for (int q = 0; q < scores.length; q++) {
        sum += labels[p] < labels[q] ? Math.exp(scores[p] - scores[q]) : 0;
      }
    }
    return Math.log(sum);
  }

  @Property(tries = 25)
  void cosineAndAngleLossFollowTheirDefinitions(
      @ForAll @IntRange(min = 2, max = 6) int pairs,
      @ForAll @IntRange(min = 1, max = 5) int half,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = rows(random, 2 * pairs, 2 * half);
    double[] labels = new double[pairs];
    double[] cosines = new double[pairs];
    double[] angles = new double[pairs];
    for (int p = 0; p < pairs; p++) {
      labels[p] = random.nextInt(4);
      double[] z = x[2 * p];
      double[] w = x[2 * p + 1];
      cosines[p] = 3 * cosine(z, w);
      double re = 0;
      double im = 0;
      double zz = 0;
      double ww = 0;
      for (int i = 0; i < half; i++) {
        re += z[i] * w[i] + z[half + i] * w[half + i];
        im += z[half + i] * w[i] - z[i] * w[half + i];
        zz += z[i] * z[i] + z[half + i] * z[half + i];
        ww += w[i] * w[i] + w[half + i] * w[half + i];
      }
      angles[p] = 2 * Math.abs((re + im) / Math.sqrt(zz * ww));
    }
    try (var _ = TensorScope.open()) {
      PairBatch batch = PairBatch.scored(Tensor.of(labels, pairs));
      Tensor rows = Tensor.of(x);
      assertEquals(ranking(cosines, labels), new CosineLoss(3).of(rows, batch).item(), 1e-9);
      assertEquals(ranking(angles, labels), new AngleLoss(2).of(rows, batch).item(), 1e-9);
      assertEquals(
          new CosineLoss(3).of(rows, batch).item(),
          new CosineLoss(3).of(rows.mul(7.0), batch).item(),
          1e-9);
    }
  }

  @Property(tries = 25)
  void inBatchNegativesCountPairsWithoutATarget(
      @ForAll @IntRange(min = 1, max = 5) int pairs, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = rows(random, 2 * pairs, 6);
    double[] labels = random.ints(pairs, 0, 2).asDoubleStream().toArray();
    double expected = 0;
    for (int i = 0; i < x.length; i++) {
      double all = 0;
      for (int j = 0; j < x.length; j++) {
        all += i == j ? 0 : Math.exp(5 * cosine(x[i], x[j]));
      }
      expected += labels[i / 2] * (Math.log(all) - 5 * cosine(x[i], x[i ^ 1])) / x.length;
    }
    try (var _ = TensorScope.open()) {
      Tensor loss =
          new InBatchNegativeLoss(5).of(Tensor.of(x), PairBatch.scored(Tensor.of(labels, pairs)));
      assertEquals(expected, loss.item(), 1e-9);
    }
  }

  @Property(tries = 25)
  void aTextLooksForItsPositiveAmongAllOthers(
      @ForAll @IntRange(min = 1, max = 5) int examples,
      @ForAll boolean negatives,
      @ForAll long seed) {
    int width = negatives ? 3 : 2;
    double[][] x = rows(new SplittableRandom(seed), width * examples, 6);
    double expected = 0;
    for (int i = 0; i < examples; i++) {
      double all = 0;
      for (int j = 0; j < examples; j++) {
        for (int place = 1; place < width; place++) {
          all += Math.exp(4 * cosine(x[width * i], x[width * j + place]));
        }
      }
      double own = 4 * cosine(x[width * i], x[width * i + 1]);
      expected += (Math.log(all) - own) / examples;
    }
    try (var _ = TensorScope.open()) {
      PairBatch batch = negatives ? PairBatch.triples() : PairBatch.pairs();
      assertEquals(expected, new ContrastiveLoss(4).of(Tensor.of(x), batch).item(), 1e-9);
      assertEquals(expected, new InBatchNegativeLoss(4).of(Tensor.of(x), batch).item(), 1e-9);
    }
  }

  @Property(tries = 20)
  void theTotalIsTheSumOfItsParts(
      @ForAll @IntRange(min = 1, max = 5) int layer,
      @ForAll boolean inverse,
      @ForAll boolean tau,
      @ForAll boolean kl,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    var options =
        new TwoDimensionalLoss.Options(
            inverse ? TwoDimensionalLoss.LayerWeight.INVERSE : TwoDimensionalLoss.LayerWeight.ONE,
            1,
            kl,
            0.4,
            tau ? TwoDimensionalLoss.KlScale.TAU : TwoDimensionalLoss.KlScale.TAU2,
            false);
    try (var _ = TensorScope.open()) {
      Tensor last = Tensor.of(rows(random, 6, 16));
      Tensor early = Tensor.of(rows(random, 6, 16));
      BaseLoss base = AngleObjective.paper();
      var parts =
          new TwoDimensionalLoss(base, options)
              .of(
                  last,
                  null,
                  List.of(new TwoDimensionalLoss.LayerVectors(layer, early)),
                  List.of(8),
                  PairBatch.triples());
      double weight = inverse ? 1.0 / layer : 1;
      double scale = tau ? 0.4 : 0.16;
      assertEquals(
          parts.lastFull().item()
              + weight * parts.layerFull().item()
              + parts.lastDim().item()
              + weight * parts.layerDim().item()
              + scale * parts.kl().item(),
          parts.total().item(),
          1e-9);
      assertEquals(
          base.of(early.narrow(1, 0, 8), PairBatch.triples()).item(),
          parts.layerDim().item(),
          1e-12);
      assertTrue(kl ? parts.kl().item() > 0 : parts.kl().item() == 0);
    }
  }

  @Test
  void aDetachedTeacherIsLeftAlone() {
    try (var _ = TensorScope.open()) {
      SplittableRandom random = new SplittableRandom(4);
      Tensor last = Tensor.of(rows(random, 4, 8)).requiresGrad(true);
      Tensor early = Tensor.of(rows(random, 4, 8)).requiresGrad(true);
      BaseLoss nothing = (x, batch) -> x.sum().mul(0);
      double[] lengths = new double[2];
      double[] values = new double[2];
      for (int detach = 0; detach < 2; detach++) {
        var options =
            new TwoDimensionalLoss.Options(
                TwoDimensionalLoss.LayerWeight.ONE,
                1,
                true,
                1,
                TwoDimensionalLoss.KlScale.TAU,
                detach == 1);
        Tensor total =
            new TwoDimensionalLoss(nothing, options)
                .of(
                    last,
                    null,
                    List.of(new TwoDimensionalLoss.LayerVectors(1, early)),
                    List.of(),
                    PairBatch.pairs())
                .total();
        values[detach] = total.item();
        lengths[detach] = Autograd.grad(total, last, false).norm().item();
      }
      assertEquals(values[0], values[1], 1e-12);
      assertTrue(lengths[0] > 1e-3);
      assertEquals(0, lengths[1], 1e-12);
    }
  }

  @Test
  void severalLayersAreAveragedAndSeveralWidthsAdded() {
    try (var _ = TensorScope.open()) {
      SplittableRandom random = new SplittableRandom(4);
      Tensor last = Tensor.of(rows(random, 4, 8));
      Tensor early = Tensor.of(rows(random, 4, 8));
      var loss =
          new TwoDimensionalLoss(new ContrastiveLoss(), TwoDimensionalLoss.Options.defaults());
      var one = new TwoDimensionalLoss.LayerVectors(2, early);
      double single =
          loss.of(last, null, List.of(one), List.of(4), PairBatch.pairs()).total().item();
      double twice =
          loss.of(last, null, List.of(one, one), List.of(4), PairBatch.pairs()).total().item();
      assertEquals(single, twice, 1e-12);
      var none = loss.of(last, null, List.of(), List.of(2, 4), PairBatch.pairs());
      double added =
          new ContrastiveLoss().of(last.narrow(1, 0, 2), PairBatch.pairs()).item()
              + new ContrastiveLoss().of(last.narrow(1, 0, 4), PairBatch.pairs()).item();
      assertEquals(added, none.lastDim().item(), 1e-12);
      assertEquals(0, none.layerFull().item());
    }
  }

  @Test
  void whatALossHasNoMeaningForIsRefused() {
    try (var _ = TensorScope.open()) {
      Tensor odd = Tensor.of(rows(new SplittableRandom(1), 4, 3));
      assertThrows(
          IllegalArgumentException.class, () -> new AngleLoss().of(odd, PairBatch.pairs()));
      PairBatch graded = PairBatch.scored(Tensor.of(new double[] {0.5, 1}, 2));
      assertThrows(IllegalArgumentException.class, () -> new InBatchNegativeLoss().of(odd, graded));
      assertThrows(IllegalArgumentException.class, () -> new ContrastiveLoss().of(odd, graded));
    }
    assertThrows(IllegalArgumentException.class, () -> AngleObjective.of(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new CosineLoss(0));
  }
}
