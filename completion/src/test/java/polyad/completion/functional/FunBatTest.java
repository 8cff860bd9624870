package polyad.completion.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class FunBatTest {
  /** The state-space posterior is the dense one: k'(K + N)⁻¹y and κ(0) − k'(K + N)⁻¹k. */
  @Property(tries = 40, seed = "11")
  void chainsGiveTheDensePosterior(
      @ForAll @IntRange(min = 1, max = 3) int order,
      @ForAll @IntRange(min = 1, max = 12) int n,
      @ForAll @LongRange(min = 0) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MaternKernel kernel = new MaternKernel(order, 0.3, 1.4);
    double[] t = random.doubles(n, 0, 1).toArray();
    double[] y = random.doubles(n, -1, 1).toArray();
    double[] noise = random.doubles(n, 0.05, 0.3).toArray();
    double[] at = {-0.4, 0.21, 0.77, 1.3};
    StateSpaceGp.Posterior posterior = new StateSpaceGp(kernel).predict(t, y, noise, at);
    double[] gram = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        gram[i * n + j] = kernel.value(t[i] - t[j]) + (i == j ? noise[i] : 0);
      }
    }
    double[] inverse = Dense.inverse(gram, n);
    for (int p = 0; p < at.length; p++) {
      double[] k = new double[n];
      for (int i = 0; i < n; i++) {
        k[i] = kernel.value(at[p] - t[i]);
      }
      double[] weights = Dense.times(inverse, k, n, n, 1);
      assertEquals(Dense.dot(weights, y), posterior.mean()[p], 1e-7);
      assertEquals(1.4 - Dense.dot(weights, k), posterior.variance()[p], 1e-7);
    }
  }

  private static FunBatConfig config(boolean tucker, int sweeps) {
    MaternKernel kernel = new MaternKernel(2, 0.3, 1);
    return new FunBatConfig(
        tucker,
        List.of(2, 2),
        List.of(kernel, kernel),
        0.3,
        0.5,
        0.5,
        Double.POSITIVE_INFINITY,
        1e-3,
        1e-3,
        1,
        false,
        true,
        sweeps);
  }

  private static double truth(double a, double b) {
    return Math.sin(6 * a) * Math.cos(4 * b) + 0.5 * a * b;
  }

  @Test
  void learnsASmoothSurfaceAtUnseenIndexes() {
    SplittableRandom random = new SplittableRandom(4);
    double[][] t = new double[400][2];
    double[] y = new double[400];
    for (int i = 0; i < 400; i++) {
      t[i] = new double[] {random.nextInt(40) / 40.0, random.nextInt(40) / 40.0};
      y[i] = truth(t[i][0], t[i][1]) + 0.05 * random.nextGaussian();
    }
    for (boolean tucker : new boolean[] {false, true}) {
      FunBatModel model = FunBat.fit(t, y, config(tucker, 40), 1);
      double square = 0;
      double spread = 0;
      int inside = 0;
      double[][] unseen = new double[100][];
      for (int i = 0; i < 100; i++) {
        unseen[i] = new double[] {random.nextDouble(0.02, 0.95), random.nextDouble(0.02, 0.95)};
      }
      FunBatModel.Prediction p = model.predict(unseen);
      for (int i = 0; i < 100; i++) {
        double miss = p.mean()[i] - truth(unseen[i][0], unseen[i][1]);
        square += miss * miss;
        spread += Math.pow(truth(unseen[i][0], unseen[i][1]), 2);
        inside += Math.abs(miss) < 2 * Math.sqrt(p.variance()[i]) ? 1 : 0;
        assertTrue(p.latentVariance()[i] > -1e-9 && p.variance()[i] > p.latentVariance()[i]);
      }
      double share = Math.sqrt(square / spread);
      assertTrue(share < 0.25, "tucker " + tucker + ": error over size " + share);
      assertTrue(inside >= 85, "inside two deviations: " + inside);
      assertEquals(40, model.trace().size());
    }
  }

  @Test
  void refusesWhatItCannotUse() {
    double[][] t = {{0, 0}, {1, 0.5}, {0.5, 1}};
    double[] y = {1, 2, Double.NaN};
    var nan =
        assertThrows(IllegalArgumentException.class, () -> FunBat.fit(t, y, config(false, 2), 1));
    assertTrue(nan.getMessage().contains("observation 3"), nan.getMessage());
    double[][] flat = {{0, 1}, {0, 2}};
    var one =
        assertThrows(
            IllegalArgumentException.class,
            () -> FunBat.fit(flat, new double[] {1, 2}, config(false, 2), 1));
    assertTrue(one.getMessage().contains("mode 1 has one distinct index"), one.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new MaternKernel(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> config(false, 0));
    FunBatModel model = FunBat.fit(t, new double[] {1, 2, 3}, config(false, 2), 1);
    assertThrows(IllegalArgumentException.class, () -> model.predict(new double[][] {{1}}));
  }
}
