package polyad.completion.functional;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.ModelDirectory;

class FunBatModelTest {
  @TempDir Path folder;

  private static double truth(double a, double b) {
    return Math.sin(6 * a) * Math.cos(4 * b) + 0.5 * a * b;
  }

  private static Observations surface(int n, double from, double to, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] t = new double[n][];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      t[i] = new double[] {random.nextInt(50) / 50.0, from + (to - from) * random.nextInt(40) / 40};
      y[i] = truth(t[i][0], t[i][1]) + 0.05 * random.nextGaussian();
    }
    return new Observations(t, y);
  }

  private static FunBatConfig config(boolean tucker, int sweeps) {
    MaternKernel kernel = new MaternKernel(2, 0.3, 1);
    return FunBatConfig.of(tucker, List.of(2, 2), List.of(kernel, kernel)).withSweeps(sweeps);
  }

  private static FunBatModel fit(boolean tucker) {
    Observations data = surface(400, 0, 1, 4);
    return FunBat.fit(data.t(), data.y(), config(tucker, 30), 1);
  }

  @Test
  void aSavedModelPredictsTheSameAndGoesOnTheSame() throws Exception {
    double[][] at = {{0.31, 0.7}, {-0.2, 0.5}, {1.4, 0.013}, {0.5, 0.5}};
    Observations more = surface(50, 0, 1.2, 8);
    for (boolean tucker : new boolean[] {false, true}) {
      FunBatModel model = fit(tucker);
      Path out = folder.resolve("model" + tucker);
      try (ModelDirectory.Writer writer =
          ModelDirectory.writer(out, FunctionalTuckerMethod.SLUG, false)) {
        model.save(writer);
        writer.commit();
      }
      FunBatModel loaded = FunBatModel.load(ModelDirectory.open(out));
      assertArrayEquals(model.predict(at).mean(), loaded.predict(at).mean());
      assertArrayEquals(model.predict(at).variance(), loaded.predict(at).variance());
      assertEquals(model.config(), loaded.config());
      assertEquals(model.trace(), loaded.trace());
      assertArrayEquals(
          model.partialFit(more.t(), more.y(), 5).predict(at).mean(),
          loaded.partialFit(more.t(), more.y(), 5).predict(at).mean());
    }
  }

  @Test
  void furtherObservationsAtNewIndexesAreLearntAndEarlierOnesAreKept() {
    Observations first = surface(600, 0, 0.6, 4);
    Observations second = surface(400, 0.6, 1, 5);
    for (boolean tucker : new boolean[] {false, true}) {
      FunBatConfig config = config(tucker, 40);
      FunBat.Start start = FunBat.Start.prior(first, config, 1);
      FunBatModel model = FunBat.fit(first.t(), first.y(), config, start);
      FunBatModel further = model.partialFit(second.t(), second.y(), 60);
      double old = first.rmse(model.values(first.t()));
      double kept = first.rmse(further.values(first.t()));
      double before = second.rmse(model.values(second.t()));
      double after = second.rmse(further.values(second.t()));
      assertTrue(after < 0.06, "tucker %s: %s, then %s".formatted(tucker, before, after));
      assertTrue(after < 0.5 * before, "tucker %s: %s, then %s".formatted(tucker, before, after));
      assertTrue(kept < 1.3 * old, "tucker %s: earlier %s, then %s".formatted(tucker, old, kept));
      assertEquals(first.size() + second.size(), further.noise().observations());
    }
  }

  @Test
  void drawnFunctionsHaveThePosteriorsMoments() {
    FunBatModel model = fit(false);
    double[] at = {0.333, -0.1, 1.2, 0.5, -0.3};
    int draws = 4000;
    double[][][] samples = new double[draws][][];
    for (int s = 0; s < draws; s++) {
      samples[s] = model.sampleFunctions(1, at, s);
    }
    FunBatModel.Latent latent = model.latent(1, at);
    for (int i = 0; i < at.length; i++) {
      for (int r = 0; r < 2; r++) {
        int point = i;
        int function = r;
        double[] values = Arrays.stream(samples).mapToDouble(s -> s[point][function]).toArray();
        Observations drawn = new Observations(new double[draws][1], values);
        double sd = Math.sqrt(latent.covariance()[i][r * 2 + r]);
        assertEquals(latent.mean()[i][r], drawn.mean(), 5 * sd / Math.sqrt(draws));
        assertEquals(1, drawn.deviation() / sd, 0.06);
      }
    }
    assertArrayEquals(model.sampleFunctions(1, at, 3), model.sampleFunctions(1, at, 3));
  }

  @Test
  void heldOutObservationsChooseTheSweep() {
    Observations.Split split = surface(500, 0, 1, 4).split(0.1, 1);
    FunBatModel model = FunBat.fit(split.train(), split.held(), config(false, 25), 1, sweep -> {});
    double least = model.trace().stream().mapToDouble(FunBat.Sweep::held).min().orElse(0);
    assertEquals(least, split.held().rmse(model.values(split.held().t())), 1e-12);
    assertEquals(25, model.trace().size());
    assertTrue(least < 0.1, "held-out error " + least);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            FunBat.fit(
                split.train(), split.held().select(new int[0]), config(false, 2), 1, s -> {}));
  }

  @Test
  void functionsThatSwingAboutZeroAreFound() {
    Surface.Sample sample = new Surface(false, 3).draw();
    Observations.Split split = sample.train().split(0.1, 1);
    MaternKernel kernel = new MaternKernel(2, 0.1, 1);
    FunBatConfig config =
        FunBatConfig.of(false, List.of(2, 2, 2), List.of(kernel, kernel, kernel)).withSweeps(25);
    FunBatModel model = FunBat.fit(split.train(), split.held(), config, 1, sweep -> {});
    double seen = sample.seen().rmse(model.values(sample.seen().t()));
    double unseen = sample.unseen().rmse(model.values(sample.unseen().t()));
    assertTrue(seen < Surface.NOISE && unseen < Surface.NOISE, seen + " and " + unseen);
  }

  @Test
  void theOrderOfRowsDoesNotMatterAndRepeatedRowsCount() {
    Observations data = surface(300, 0, 1, 4);
    int[] backwards = IntStream.range(0, 300).map(i -> 299 - i).toArray();
    Observations turned = data.select(backwards);
    FunBat.Start start = FunBat.Start.prior(data, config(true, 10), 3);
    double[][] at = {{0.31, 0.7}, {0.5, 0.5}};
    FunBatModel a = FunBat.fit(data.t(), data.y(), config(true, 10), start);
    FunBatModel b = FunBat.fit(turned.t(), turned.y(), config(true, 10), start);
    assertArrayEquals(a.predict(at).mean(), b.predict(at).mean(), 1e-8);
    int[] twice = IntStream.range(0, 600).map(i -> i % 300).toArray();
    Observations doubled = data.select(twice);
    FunBatModel c = FunBat.fit(doubled.t(), doubled.y(), config(true, 10), 1);
    assertEquals(600, c.noise().observations());
    assertArrayEquals(a.index(0), c.index(0));
  }

  @Test
  void indexesWithinATrillionthOfTheRangeAreOne() {
    double[][] t = {{0, 1}, {1e-13, 2}, {1, 3}, {1 - 1e-13, 4}, {0.5, 5}};
    Observations data = new Observations(t, new double[] {1, 2, 3, 4, 5});
    assertEquals(3, data.distinct(0).length);
    assertEquals(5, data.distinct(1).length);
    FunBatModel model = FunBat.fit(t, data.y(), config(false, 3), 1);
    assertArrayEquals(
        model.latent(0, new double[] {1}).mean()[0],
        model.latent(0, new double[] {1 + 1e-13}).mean()[0]);
    assertEquals(-1, Observations.find(data.distinct(0), 0.25));
  }

  /** Points a billionth apart: transition noise is lost in rounding unless written as it is. */
  @Property(tries = 30, seed = "5")
  void tinyGapsKeepTheDensePosterior(
      @ForAll @IntRange(min = 1, max = 3) int order, @ForAll @LongRange(min = 0) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MaternKernel kernel = new MaternKernel(order, 0.3, 1.4);
    double[] t = new double[12];
    for (int i = 0; i < t.length; i++) {
      t[i] = i % 3 == 0 ? random.nextDouble() : t[i - 1] + 1e-9 * (i % 2);
    }
    double[] y = random.doubles(t.length, -1, 1).toArray();
    double[] noise = random.doubles(t.length, 0.05, 0.3).toArray();
    double[] at = {t[1] + 5e-10, t[4], 0.77, -0.3};
    StateSpaceGp.Posterior chain = new StateSpaceGp(kernel).predict(t, y, noise, at);
    Observations data =
        new Observations(
            Arrays.stream(t).mapToObj(x -> new double[] {x}).toArray(double[][]::new), y);
    StateSpaceGp.Posterior dense =
        new DenseGp(List.of(kernel))
            .predict(
                data,
                noise,
                Arrays.stream(at).mapToObj(x -> new double[] {x}).toArray(double[][]::new));
    assertArrayEquals(dense.mean(), chain.mean(), 1e-7);
    assertArrayEquals(dense.variance(), chain.variance(), 1e-7);
    assertEquals(dense.logMarginal(), chain.logMarginal(), 1e-7);
  }

  /** A kernel's stationary covariance and transition give its values. */
  @Property(tries = 40, seed = "6")
  void theDifferentialEquationHasTheKernel(
      @ForAll @IntRange(min = 1, max = 3) int order, @ForAll @IntRange(max = 400) int step) {
    MaternKernel kernel = new MaternKernel(order, 0.7, 1.9);
    double gap = step / 100.0;
    double[] covariance =
        Dense.times(kernel.transition(gap), kernel.stationary(), order, order, order);
    assertEquals(kernel.value(gap), covariance[0], 1e-12);
  }

  @Test
  void intervalsAreThoseOfTheNormal() {
    assertEquals(1.959963984540054, Intervals.deviations(0.95), 1e-9);
    assertEquals(0.6744897501960817, Intervals.deviations(0.5), 1e-9);
    assertThrows(IllegalArgumentException.class, () -> Intervals.deviations(1));
  }

  @Test
  void goldenSectionNarrowsToTheMinimum() {
    GoldenSection.Minimum found = GoldenSection.minimum(x -> (x - 0.3) * (x - 0.3), -1, 1, 25);
    assertEquals(0.3, found.at(), 1e-4);
  }

  @Test
  void rootsOfSingularCovariancesAreFinite() {
    double[] a = {4, 2, 0, 2, 1, 0, 0, 0, 0};
    double[] root = Dense.root(a, 3);
    assertArrayEquals(a, Dense.times(root, Dense.transpose(root, 3, 3), 3, 3, 3), 1e-12);
  }
}
