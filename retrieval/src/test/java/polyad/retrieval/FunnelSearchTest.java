package polyad.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FunnelSearchTest {

  private static String failure(Executable action) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void reproducesTheReferenceCase() throws IOException {
    Path file =
        Path.of(
            System.getProperty("polyad.shared", "none"), "vectors/matryoshka/funnel.safetensors");
    assumeTrue(Files.exists(file), "no reference case at " + file);
    ReferenceCase reference = new ReferenceCase(file);
    FunnelPlan plan =
        new FunnelPlan(
            reference.config().get("retrieval_dim").asInt(),
            reference.configInts("shortlist"),
            reference.configInts("rerank_dims"));
    double[][] database = reference.doubles("input.database");
    FunnelResult result = new FunnelSearch(database, plan).search(reference.doubles("input.query"));
    assertArrayEquals(reference.intRows("output.shortlist"), result.shortlist());
    for (int i = 0; i < result.stages().length; i++) {
      assertArrayEquals(reference.intRows("output.stage." + i), result.stages()[i], "stage " + i);
    }
    RetrievalMetrics metrics =
        RetrievalMetrics.of(
            result.neighbours(),
            reference.ints("input.database_label"),
            reference.ints("input.query_label"),
            reference.config().get("k").asInt());
    assertEquals(reference.scalar("output.top1"), metrics.top1(), 1e-10);
    assertEquals(reference.scalar("output.map_at_k"), metrics.mapAtK(), 1e-10);
    assertEquals(reference.scalar("output.precision_at_k"), metrics.precisionAtK(), 1e-10);
    assertEquals(reference.scalar("output.mflops"), plan.megaFlops(database.length), 1e-10);
  }

  @Test
  void metricsDivideByKAndByClassSize() {
    // Labels of the neighbours: hit, miss, hit; the class has 4 rows.
    RetrievalMetrics metrics =
        RetrievalMetrics.of(new int[][] {{0, 4, 1}}, new int[] {7, 7, 7, 7, 8}, new int[] {7}, 3);
    assertEquals(1, metrics.top1());
    assertEquals((1 + 2.0 / 3) / 3, metrics.mapAtK(), 1e-15);
    assertEquals(2.0 / 3, metrics.precisionAtK(), 1e-15);
    assertEquals(0.5, metrics.recallAtK(), 1e-15);
    assertTrue(
        failure(() -> RetrievalMetrics.of(new int[][] {{0}}, new int[] {1}, new int[] {1}, 2))
            .contains("k: 2"));
  }

  @Property(tries = 60)
  void aFunnelWithoutCutsEqualsSingleShot(
      @ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
    double[][] database = Vectors.doubles(n, 16, seed);
    double[][] queries = Vectors.doubles(3, 16, seed + 1);
    int[] all = {n, n, n};
    FunnelResult funnel =
        new FunnelSearch(database, new FunnelPlan(2, all, new int[] {4, 8, 16})).search(queries);
    FunnelResult single = new FunnelSearch(database, FunnelPlan.single(16, n)).search(queries);
    assertArrayEquals(single.neighbours(), funnel.neighbours());
  }

  @Test
  void tiesGoToTheLowerPosition() {
    double[][] database = {{1, 1}, {1, 0}, {2, 0}, {1, 1e-30}, {1, 0}};
    FunnelResult result =
        new FunnelSearch(database, FunnelPlan.adaptive(1, 4, 2)).search(new double[][] {{3, 0}});
    assertArrayEquals(new int[] {0, 1, 2, 3}, result.shortlist()[0]);
    assertArrayEquals(new int[] {1, 2, 3, 0}, result.neighbours()[0]);
  }

  @Test
  void badRowsAreNamed() {
    FunnelPlan plan = FunnelPlan.single(2, 1);
    assertTrue(
        failure(() -> new FunnelSearch(new double[][] {{1, 2}, {Double.NaN, 1}}, plan))
            .startsWith("database row 1: value 0 is NaN"));
    assertTrue(
        failure(() -> new FunnelSearch(new double[][] {{1, 2}, {0, 0}}, plan))
            .startsWith("database row 1: its first 2 values have norm 0"));
    assertTrue(
        failure(() -> new FunnelSearch(new double[][] {{1, 2}, {1}}, plan))
            .contains("1 values where 2 are due"));
    FunnelSearch search = new FunnelSearch(new double[][] {{1, 2}}, plan);
    assertTrue(
        failure(() -> search.search(new double[][] {{1, 2, 3}}))
            .startsWith("query row 0: 3 values"));
    assertTrue(
        failure(() -> new FunnelSearch(new double[][] {{1, 2}}, FunnelPlan.single(2, 2)))
            .contains("longer than the 1 rows"));
    assertTrue(
        failure(() -> new FunnelSearch(new double[][] {{1, 2}}, FunnelPlan.single(3, 1)))
            .contains("looks at 3 columns"));
  }

  @Test
  void badPlansAreRefused() {
    assertTrue(
        failure(() -> new FunnelPlan(4, new int[] {10, 20}, new int[] {8, 16}))
            .contains("must not rise"));
    assertTrue(
        failure(() -> new FunnelPlan(4, new int[] {20, 10}, new int[] {8, 8}))
            .contains("must rise"));
    assertTrue(
        failure(() -> new FunnelPlan(4, new int[] {20}, new int[] {4})).contains("must rise"));
    assertTrue(
        failure(() -> new FunnelPlan(4, new int[] {20}, new int[] {8, 16}))
            .contains("1 sizes for 2"));
    assertTrue(failure(() -> FunnelPlan.single(0, 1)).contains("retrievalDim: 0"));
    assertTrue(failure(() -> FunnelPlan.single(1, 0)).contains("shortlist"));
    assertTrue(
        failure(() -> new FunnelPlan(4, new int[] {20}, new int[] {8}, 0.5)).contains("overFetch"));
  }

  @Property(tries = 200)
  void bestKIsAStableSort(
      @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 9) Integer> keys,
      @ForAll @IntRange(min = 1, max = 20) int k) {
    BestK best = new BestK(k);
    for (int i = 0; i < keys.size(); i++) {
      best.add(keys.get(i), i);
    }
    int[] expected =
        IntStream.range(0, keys.size())
            .boxed()
            .sorted(Comparator.comparing(keys::get))
            .limit(k)
            .mapToInt(Integer::intValue)
            .toArray();
    BestK.Ranked ranked = best.drain();
    assertArrayEquals(expected, ranked.items());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(keys.get(expected[i]).doubleValue(), ranked.keys()[i]);
    }
  }

  @Property(tries = 200)
  void kernelsAgree(
      @ForAll @IntRange(min = 0, max = 40) int from,
      @ForAll @IntRange(min = 0, max = 90) int length) {
    var random = new SplittableRandom(from * 1000L + length);
    float[] a = Vectors.row(from + length, random);
    float[] b = Vectors.row(from + length, random);
    double expected = IntStream.range(from, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
    for (Kernel kernel : Arrays.asList(new SimdKernel(), new ScalarKernel(), Kernel.best())) {
      assertEquals(expected, kernel.dot(a, b, from, a.length), 1e-4);
    }
  }
}
