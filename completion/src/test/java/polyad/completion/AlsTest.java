package polyad.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.data.SparseTensor;
import polyad.data.generate.ZipfEffects;

class AlsTest {
  /** A rank-2 CP tensor, of which a random part is observed. */
  private static SparseTensor lowRank(double share, long seed) {
    var random = new SplittableRandom(seed);
    int[] dims = {12, 10, 8};
    double[][][] factors = new double[3][][];
    Arrays.setAll(factors, k -> Factors.normal(dims[k], 2, 1, random));
    CpAls.Fitted truth = new CpAls.Fitted(0, factors);
    double[] values = new double[12 * 10 * 8];
    for (int i = 0; i < values.length; i++) {
      boolean seen = random.nextDouble() < share;
      values[i] = seen ? truth.predict(new int[] {i / 80, i / 8 % 10, i % 8}) : Double.NaN;
    }
    return SparseTensor.ofDense(dims, values);
  }

  private static double additive(int i, int j, int k) {
    return 2 + 0.5 * i - j + 0.1 * k;
  }

  private static double rmse(CellModel model, SparseTensor cells) {
    double[] y = model.complete(cells);
    double sum = 0;
    for (int c = 0; c < y.length; c++) {
      sum += (y[c] - cells.value(c)) * (y[c] - cells.value(c));
    }
    return Math.sqrt(sum / y.length);
  }

  @Test
  void lowRankTensorsAreCompleted() {
    SparseTensor.Split split = lowRank(0.5, 3).split(0.2, 0, 1);
    CellModel cp = new CpAls(4, 1e-3, 100).fit(split.train(), 1);
    CellModel tucker = TuckerAls.of(3, 3, 1e-3, 60).fit(split.train(), 1);
    double mean = rmse(ModeEffects.MEAN.fit(split.train()), split.test());
    assertTrue(rmse(cp, split.test()) < 0.25 * mean, "CP " + rmse(cp, split.test()));
    assertTrue(rmse(tucker, split.test()) < 0.25 * mean, "Tucker " + rmse(tucker, split.test()));
  }

  @Property(tries = 15)
  void everySweepLowersTheRidgeLoss(
      @ForAll @IntRange(min = 1, max = 4) int rank, @ForAll long seed) {
    SparseTensor tensor = new ZipfEffects(new int[] {9, 7, 6}, 2, 1, 1, 0.3).draw(90, seed);
    var random = new SplittableRandom(seed);
    double[][][] factors = new double[3][][];
    Arrays.setAll(factors, k -> Factors.normal(tensor.dim(k), rank, 1, random));
    double ridge = 0.3;
    double before = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < 6; sweep++) {
      new CpAls(rank, ridge, 1).sweep(tensor, factors);
      double loss = Math.pow(rmse(new CpAls.Fitted(0, factors), tensor), 2) * tensor.nnz();
      for (double[][] factor : factors) {
        for (double[] row : factor) {
          loss += ridge * Arrays.stream(row).map(v -> v * v).sum();
        }
      }
      assertTrue(loss <= before + 1e-9 * Math.abs(loss), before + " then " + loss);
      before = loss;
    }
  }

  @Test
  void tuckerWithDiagonalCoreIsCp() {
    var random = new SplittableRandom(5);
    double[][][] factors = new double[3][][];
    Arrays.setAll(factors, k -> Factors.normal(4, 2, 1, random));
    double[] core = {1, 0, 0, 0, 0, 0, 0, 1};
    CpAls.Fitted cp = new CpAls.Fitted(0.5, factors);
    TuckerAls.Fitted tucker = new TuckerAls.Fitted(0.5, factors, core);
    for (int i = 0; i < 64; i++) {
      int[] at = {i / 16, i / 4 % 4, i % 4};
      assertEquals(cp.predict(at), tucker.predict(at), 1e-12);
    }
  }

  @Test
  void rowsWithoutCellsKeepTheirValue() {
    SparseTensor tensor =
        SparseTensor.of(
            new int[] {3, 2}, new int[][] {{0, 0, 2}, {0, 1, 1}}, new double[] {1, 2, 3});
    double[][][] factors = {{{1}, {7}, {1}}, {{1}, {1}}};
    new CpAls(1, 0.1, 3).sweep(tensor, factors);
    assertEquals(7, factors[0][1][0]);
  }

  @Test
  void modeEffectsFindAdditiveTensors() {
    double[] values = new double[5 * 4 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 5 == 4 ? Double.NaN : additive(i / 12, i / 3 % 4, i % 3);
    }
    SparseTensor tensor = SparseTensor.ofDense(new int[] {5, 4, 3}, values);
    CellModel model = new ModeEffects(0, 200).fit(tensor);
    assertEquals(0, rmse(model, tensor), 1e-9);
    assertEquals(additive(4, 3, 2), model.complete(new long[][] {{4, 3, 2}})[0], 1e-8);
    String outside =
        assertThrows(
                IllegalArgumentException.class,
                () -> model.complete(new long[][] {{0, 0, 0}, {5, 0, 0}}))
            .getMessage();
    assertTrue(outside.contains("index 5 of mode 0"), outside);
  }

  @Test
  void badSettingsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new CpAls(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new CpAls(1, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> TuckerAls.of(3, 17, 1, 1));
    SparseTensor tensor = lowRank(0.5, 1);
    assertThrows(IllegalArgumentException.class, () -> TuckerAls.of(2, 2, 1, 1).fit(tensor, 1));
    assertThrows(ArithmeticException.class, () -> new CpAls(40, 0, 1).fit(tensor, 1));
  }
}
