package polyad.completion.influence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.catalog.report.PowerLaw;
import polyad.data.AliasSampler;
import polyad.data.CellIndex;
import polyad.data.SparseTensor;
import polyad.data.generate.ZipfEffects;
import polyad.nn.evaluate.Correlation;
import polyad.tensor.Generator;

class AugmentationTest {
  private static final ZipfEffects TENSOR =
      new ZipfEffects(new int[] {30, 20, 10}, 2, 0.6, 0.8, 0.25);

  @Property(tries = 40)
  void aliasTablesKeepTheDistribution(
      @ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
    var random = new SplittableRandom(seed);
    double[] weights = new double[n];
    Arrays.setAll(weights, i -> random.nextInt(3) == 0 ? 0 : Math.exp(2 * random.nextGaussian()));
    weights[random.nextInt(n)] = 1;
    AliasSampler sampler = new AliasSampler(weights);
    int[] counts = new int[n];
    for (int i = 0; i < 4000; i++) {
      counts[sampler.draw(random)]++;
    }
    double sum = Arrays.stream(weights).sum();
    double[] probabilities = Arrays.stream(weights).map(w -> w / sum).toArray();
    for (int i = 0; i < n; i++) {
      assertTrue(weights[i] > 0 || counts[i] == 0, "weight 0 was drawn");
    }
    assertTrue(Statistics.chiSquareP(counts, probabilities) > 1e-7);
  }

  @Test
  void aliasTablesRefuseWhatIsNoDistribution() {
    assertThrows(IllegalArgumentException.class, () -> new AliasSampler(new double[] {0, 0}));
    assertThrows(IllegalArgumentException.class, () -> new AliasSampler(new double[] {1, -1}));
    assertThrows(
        IllegalArgumentException.class, () -> new AliasSampler(new double[] {1, Double.NaN}));
  }

  @Property(tries = 25)
  void entityImportanceIsADistributionOfTheObserved(
      @ForAll @IntRange(min = 5, max = 60) int cells, @ForAll long seed) {
    SparseTensor tensor = TENSOR.draw(cells, seed);
    double[] importance = new SplittableRandom(seed).doubles(cells, 0.01, 1).toArray();
    double[][] entities = EntityImportance.aggregate(tensor, importance);
    for (int k = 0; k < 3; k++) {
      assertEquals(1, Arrays.stream(entities[k]).sum(), 1e-12);
      boolean[] seen = new boolean[tensor.dim(k)];
      for (int j : tensor.indexes(k)) {
        seen[j] = true;
      }
      for (int j = 0; j < seen.length; j++) {
        assertEquals(seen[j], entities[k][j] > 0);
      }
    }
  }

  private static Augmenter augmenter(SparseTensor tensor) {
    TensorModel model = new MlpTensorModel(tensor.dims(), new int[] {6, 8}, new Generator(1));
    double[] importance = new double[tensor.nnz()];
    Arrays.setAll(importance, c -> 1.0 / (1 + c));
    return new Augmenter(tensor, model, ValuePredictor.of(model), importance);
  }

  @Test
  void everyAugmentationIsRepeatable() {
    SparseTensor tensor = TENSOR.draw(200, 5);
    Augmenter augmenter = augmenter(tensor);
    for (Augmenter.Baseline baseline : Augmenter.Baseline.values()) {
      SparseTensor first = augmenter.draw(baseline, 100, 3);
      SparseTensor again = augmenter.draw(baseline, 100, 3);
      assertEquals(100, first.nnz());
      assertArrayEquals(first.values(), again.values());
      assertArrayEquals(first.indexes(2), again.indexes(2));
    }
    for (Sampling.Aggregate aggregate : Sampling.Aggregate.values()) {
      for (Sampling.Values values : Sampling.Values.values()) {
        var sampling = new Sampling(Sampling.Importance.INFLUENCE, aggregate, values);
        SparseTensor drawn = augmenter.draw(sampling, 50, 3);
        assertEquals(50, drawn.nnz());
        assertArrayEquals(drawn.values(), augmenter.draw(sampling, 50, 3).values());
      }
    }
  }

  @Test
  void copiesAreObservedAndReplacementsDifferInOneIndex() {
    SparseTensor tensor = TENSOR.draw(200, 5);
    Augmenter augmenter = augmenter(tensor);
    CellIndex index = new CellIndex(tensor);
    SparseTensor copies = augmenter.draw(Augmenter.Baseline.DUPLICATE, 100, 3);
    SparseTensor replaced = augmenter.draw(Augmenter.Baseline.REPLACE_ENTITY, 100, 3);
    SparseTensor noisy = augmenter.draw(Augmenter.Baseline.NOISE, 100, 3);
    double moved = 0;
    for (int c = 0; c < 100; c++) {
      assertEquals(copies.value(c), tensor.value(index.find(copies.position(c))));
      int different = 0;
      for (int k = 0; k < 3; k++) {
        different += copies.index(k, c) == replaced.index(k, c) ? 0 : 1;
      }
      assertEquals(1, different);
      assertEquals(copies.value(c), replaced.value(c));
      moved += Math.abs(noisy.value(c) - copies.value(c));
    }
    assertTrue(moved > 0 && moved < 100 * 0.3);
  }

  @Test
  void nearestValuesAreThoseOfObservedCells() {
    SparseTensor tensor = TENSOR.draw(150, 6);
    TensorModel model = new MlpTensorModel(tensor.dims(), new int[] {6, 8}, new Generator(1));
    assertArrayEquals(tensor.values(), ValuePredictor.nearest(model, tensor).values(tensor));
  }

  @Test
  void collisionsCanBeDropped() {
    SparseTensor tensor = TENSOR.draw(400, 5);
    SparseTensor drawn = augmenter(tensor).draw(Sampling.DAIN, 3000, 1);
    SparseTensor free = Augmenter.withoutCollisions(drawn, tensor);
    assertTrue(free.nnz() > 0 && free.nnz() < 3000);
    assertEquals(
        tensor.nnz() + free.nnz(), tensor.concat(free).merge(SparseTensor.Duplicates.ERROR).nnz());
  }

  @Test
  void statisticsAgreeWithTables() {
    assertEquals(0.05, Statistics.upperGamma(0.5, 3.841458821 / 2), 1e-8); // χ², 1 df
    assertEquals(0.01, Statistics.upperGamma(5, 23.20925116 / 2), 1e-8); // 10 df
    assertEquals(0.5, Statistics.upperGamma(50, 99.33412924 / 2), 1e-7); // 100 df
    assertEquals(
        -1, Correlation.spearman(new double[] {1, 2, 9, 30}, new double[] {5, 4, -1, -8}), 1e-12);
    assertEquals(1.5, PowerLaw.exponent(new double[] {1, 4, 16}, new double[] {2, 16, 128}), 1e-12);
  }
}
