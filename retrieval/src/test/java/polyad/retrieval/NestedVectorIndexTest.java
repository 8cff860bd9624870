package polyad.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class NestedVectorIndexTest {
  private static final IndexConfig SMALL = IndexConfig.of(16, 4, 8, 16).withDeterministic(true);
  private static final FunnelPlan FUNNEL = new FunnelPlan(4, new int[] {50, 20}, new int[] {8, 16});

  @TempDir Path folder;

  private static String failure(Executable action) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private static void fill(NestedVectorIndex index, float[][] vectors) throws IOException {
    for (int i = 0; i < vectors.length; i++) {
      index.add("v" + i, vectors[i], Map.of("parity", i % 2 == 0 ? "even" : "odd"));
    }
    index.commit();
  }

  private static List<String> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }

  @Test
  void findsWhatExactArraySearchFinds() throws IOException {
    float[][] vectors = Vectors.floats(300, 16, 1);
    float[][] queries = Vectors.floats(20, 16, 2);
    FunnelResult expected = FunnelSearch.search(vectors, queries, FUNNEL);
    try (var index = NestedVectorIndex.create(folder.resolve("i"), SMALL)) {
      fill(index, vectors);
      for (int q = 0; q < queries.length; q++) {
        List<String> wanted =
            IntStream.of(expected.neighbours()[q]).mapToObj(i -> "v" + i).toList();
        List<Hit> exact = index.search(queries[q], 20, FUNNEL, SearchOptions.EXACT);
        assertEquals(wanted, ids(exact));
        assertEquals(
            cosine(queries[q], vectors[expected.neighbours()[q][0]]),
            exact.getFirst().score(),
            1e-5);
        assertTrue(exact.getFirst().score() >= exact.getLast().score());
        assertEquals(exact, index.search(queries[q], 20, FUNNEL));
      }
    }
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int j = 0; j < a.length; j++) {
      dot += a[j] * b[j];
      aa += a[j] * a[j];
      bb += b[j] * b[j];
    }
    return dot / Math.sqrt(aa * bb);
  }

  @Property(tries = 8)
  void aShortlistOfAllEqualsExactSearchInAnyAddingOrder(
      @ForAll @IntRange(min = 1, max = 80) int n, @ForAll long seed) throws IOException {
    float[][] vectors = Vectors.floats(n, 16, seed);
    float[] query = Vectors.floats(1, 16, seed + 1)[0];
    FunnelPlan whole = FunnelPlan.single(16, n);
    FunnelPlan funnel = new FunnelPlan(4, new int[] {n, n}, new int[] {8, 16});
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    Path place = Files.createTempDirectory("index");
    try (var index = NestedVectorIndex.create(place.resolve("a"), SMALL);
        var shuffled = NestedVectorIndex.create(place.resolve("b"), SMALL)) {
      fill(index, vectors);
      for (int i : order) {
        shuffled.add("v" + i, vectors[i], Map.of());
        if (i % 7 == 0) {
          shuffled.commit(); // several segments
        }
      }
      shuffled.commit();
      List<String> expected = ids(index.search(query, n, whole, SearchOptions.EXACT));
      assertEquals(n, expected.size());
      assertEquals(expected, ids(shuffled.search(query, n, whole, SearchOptions.EXACT)));
      assertEquals(expected, ids(index.search(query, n, funnel)));
      assertEquals(expected, ids(shuffled.search(query, n, funnel)));
      shuffled.optimize();
      assertEquals(1, shuffled.segments());
      assertEquals(expected, ids(shuffled.search(query, n, funnel)));
    } finally {
      deleteTree(place);
    }
  }

  private static void deleteTree(Path place) throws IOException {
    try (var files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void anIdIsReplacedAndDeleted() throws IOException {
    float[][] vectors = Vectors.floats(3, 16, 5);
    try (var index = NestedVectorIndex.create(folder.resolve("i"), SMALL)) {
      index.add("a", vectors[0], Map.of("who", "old"));
      index.add("b", vectors[1], Map.of());
      index.commit();
      index.add("a", vectors[2], Map.of("who", "new"));
      assertEquals(2, index.size());
      index.refresh();
      assertEquals(2, index.size());
      List<Hit> hits = index.search(vectors[2], 1, FUNNEL);
      assertEquals("a", hits.getFirst().id());
      assertEquals(Map.of("who", "new"), hits.getFirst().fields());
      assertEquals(1, hits.getFirst().score(), 1e-6);
      index.delete("a");
      index.commit();
      assertEquals(1, index.size());
      assertEquals(List.of("b"), ids(index.search(vectors[2], 5, FUNNEL)));
      assertEquals(List.of("b"), ids(index.search(vectors[2], 5, FUNNEL, SearchOptions.EXACT)));
      index.delete("b");
      index.commit();
      assertEquals(List.of(), index.search(vectors[2], 5, FUNNEL));
    }
  }

  @Test
  void filtersArePassedIntoTheSearch() throws IOException {
    float[][] vectors = Vectors.floats(400, 16, 6);
    try (var index = NestedVectorIndex.create(folder.resolve("i"), SMALL)) {
      fill(index, vectors);
      index.add("rare", vectors[0], Map.of("parity", "even", "kind", "rare"));
      index.commit();
      float[] query = Vectors.floats(1, 16, 7)[0];
      for (SearchOptions base : List.of(SearchOptions.DEFAULT, SearchOptions.EXACT)) {
        List<Hit> odd = index.search(query, 20, FUNNEL, base.where("parity", "odd"));
        assertEquals(20, odd.size(), "a filter must not thin the results out");
        assertTrue(odd.stream().allMatch(hit -> hit.fields().containsValue("odd")));
        List<Hit> rare =
            index.search(query, 20, FUNNEL, base.where("parity", "even").where("kind", "rare"));
        assertEquals(List.of("rare"), ids(rare));
        assertEquals(List.of(), index.search(query, 5, FUNNEL, base.where("kind", "none")));
      }
      assertEquals(
          index.search(query, 20, FUNNEL, SearchOptions.EXACT.where("parity", "odd")),
          index.search(query, 20, FUNNEL, SearchOptions.DEFAULT.where("parity", "odd")));
    }
  }

  @Test
  void badVectorsAndQueriesAreNamed() throws IOException {
    try (var index = NestedVectorIndex.create(folder.resolve("i"), SMALL)) {
      assertTrue(
          failure(() -> index.add("z", new float[16], Map.of()))
              .startsWith("vector 'z': its first 4"));
      float[] lateZero = new float[16];
      lateZero[9] = 1;
      assertTrue(
          failure(() -> index.add("z", lateZero, Map.of())).contains("first 4 values have norm 0"));
      float[] nan = Vectors.floats(1, 16, 1)[0];
      nan[11] = Float.NaN;
      assertTrue(
          failure(() -> index.add("n", nan, Map.of())).equals("vector 'n': value 11 is NaN"));
      nan[11] = Float.POSITIVE_INFINITY;
      assertTrue(failure(() -> index.add("n", nan, Map.of())).contains("value 11 is Infinity"));
      assertTrue(
          failure(() -> index.add("s", new float[15], Map.of())).contains("15 values where"));
      index.add("ok", Vectors.floats(1, 16, 2)[0], Map.of());
      index.commit();
      assertTrue(
          failure(() -> index.search(new float[8], 1, FUNNEL)).startsWith("query: 8 values"));
      float[] query = Vectors.floats(1, 16, 3)[0];
      assertTrue(
          failure(() -> index.search(query, 21, FUNNEL)).contains("k: 21 is outside [1, 20]"));
      assertTrue(
          failure(() -> index.search(query, 1, FunnelPlan.adaptive(8, 5, 16)))
              .contains("8 has no graph"));
      assertTrue(
          failure(() -> index.search(query, 1, FunnelPlan.adaptive(4, 5, 9)))
              .contains("9 is not one of the index's nesting sizes [4, 8, 16]"));
    }
  }

  @Test
  void hugeAndTinyVectorsKeepTheirCosines() throws IOException {
    try (var index = NestedVectorIndex.create(folder.resolve("i"), SMALL)) {
      float[] direction = Vectors.floats(1, 16, 8)[0];
      for (float scale : new float[] {1e30f, 1f, 1e-30f}) {
        float[] scaled = direction.clone();
        for (int j = 0; j < 16; j++) {
          scaled[j] *= scale;
        }
        index.add("s" + scale, scaled, Map.of());
      }
      index.commit();
      for (Hit hit : index.search(direction, 3, FUNNEL)) {
        assertEquals(1, hit.score(), 1e-5, hit.id());
      }
    }
  }

  @Test
  void configsAreChecked() {
    assertTrue(failure(() -> IndexConfig.of(16, 8, 4, 16)).contains("must rise and end at d=16"));
    assertTrue(failure(() -> IndexConfig.of(16, 4, 8)).contains("must rise and end at d=16"));
    assertTrue(failure(() -> IndexConfig.of(16)).contains("must rise and end at d=16"));
    assertTrue(failure(() -> IndexConfig.of(0, 0)).contains("dimension: 0"));
    assertTrue(failure(() -> SMALL.withSearchable(5)).contains("searchable: [5]"));
    assertTrue(failure(() -> SMALL.withGraph(1, 100)).contains("maxConn"));
  }

  @Test
  void anIndexIsCreatedOnceAndReopened() throws IOException {
    Path place = folder.resolve("i");
    float[][] vectors = Vectors.floats(50, 16, 9);
    List<Hit> before;
    try (var index = NestedVectorIndex.create(place, SMALL)) {
      fill(index, vectors);
      before = index.search(vectors[3], 5, FUNNEL);
      var open = assertThrows(IOException.class, () -> NestedVectorIndex.open(place));
      assertTrue(String.valueOf(open.getMessage()).contains("open in another place"));
    }
    assertThrows(FileAlreadyExistsException.class, () -> NestedVectorIndex.create(place, SMALL));
    var other = assertThrows(IOException.class, () -> NestedVectorIndex.open(place, 2, 16));
    assertTrue(String.valueOf(other.getMessage()).contains("nesting [4, 8, 16], expected [2, 16]"));
    try (var index = NestedVectorIndex.open(place, 4, 8, 16)) {
      assertEquals(50, index.size());
      assertEquals(before, index.search(vectors[3], 5, FUNNEL));
      assertTrue(index.config().deterministic());
    }
    assertThrows(NoSuchFileException.class, () -> NestedVectorIndex.open(folder.resolve("none")));
  }

  @Test
  void aClosedIndexSaysSo() throws IOException {
    var index = NestedVectorIndex.create(folder.resolve("i"), SMALL);
    index.close();
    index.close();
    float[] vector = Vectors.floats(1, 16, 1)[0];
    assertThrows(IllegalStateException.class, () -> index.search(vector, 1, FUNNEL));
    assertThrows(IllegalStateException.class, () -> index.add("a", vector, Map.of()));
  }

  @Test
  void metadataSurviveACrashBetweenWriteAndRename() throws IOException {
    Path place = folder.resolve("i");
    NestedVectorIndex.create(place, SMALL).close();
    Files.writeString(place.resolve("polyad.json123.tmp"), "{\"format\":1,\"con");
    try (var index = NestedVectorIndex.open(place)) {
      assertArrayEquals(new int[] {4, 8, 16}, index.config().nesting());
    }
    Files.writeString(place.resolve("polyad.json"), "{\"format\":1,\"con");
    var e = assertThrows(IOException.class, () -> NestedVectorIndex.open(place));
    assertTrue(String.valueOf(e.getMessage()).contains("not the metadata of an index"));
    Files.writeString(place.resolve("polyad.json"), "{\"format\":9}");
    assertThrows(IOException.class, () -> NestedVectorIndex.open(place));
  }

  @Test
  void uncommittedVectorsAreGoneAfterACrashAndCommittedOnesStay() throws IOException {
    Path place = folder.resolve("i");
    Path copy = folder.resolve("copy");
    float[][] vectors = Vectors.floats(20, 16, 4);
    try (var index = NestedVectorIndex.create(place, SMALL)) {
      fill(index, vectors);
      index.add("late", vectors[0], Map.of());
      index.refresh();
      assertEquals(21, index.size());
      Files.createDirectory(copy); // what a machine finds after the power went
      try (var files = Files.list(place)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(place.relativize(file)));
        }
      }
    }
    try (var index = NestedVectorIndex.open(copy)) {
      assertEquals(20, index.size());
      assertEquals("v3", index.search(vectors[3], 1, FUNNEL).getFirst().id());
    }
  }

  @Test
  void vectorsOver1024DimensionsAreIndexed() throws IOException {
    float[][] vectors = Vectors.floats(60, 2048, 10);
    IndexConfig config = IndexConfig.of(2048, 32, 1536, 2048).withSearchable(32, 1536);
    try (var index = NestedVectorIndex.create(folder.resolve("i"), config)) {
      fill(index, vectors);
      index.optimize();
      for (int i = 0; i < 60; i += 7) {
        for (FunnelPlan plan :
            List.of(FunnelPlan.adaptive(32, 30, 2048), FunnelPlan.adaptive(1536, 30, 2048))) {
          Hit hit = index.search(vectors[i], 1, plan).getFirst();
          assertEquals("v" + i, hit.id());
          assertEquals(1, hit.score(), 1e-5);
        }
      }
    }
  }

  @Test
  void aSingleShotSearchReportsCosines() throws IOException {
    float[][] vectors = Vectors.floats(100, 16, 12);
    float[] query = Vectors.floats(1, 16, 13)[0];
    try (var index = NestedVectorIndex.create(folder.resolve("i"), SMALL)) {
      fill(index, vectors);
      FunnelPlan single = FunnelPlan.single(4, 3);
      List<Hit> approximate = index.search(query, 3, single);
      List<Hit> exact = index.search(query, 3, single, SearchOptions.EXACT);
      assertEquals(ids(exact), ids(approximate));
      for (int i = 0; i < 3; i++) {
        assertEquals(exact.get(i).score(), approximate.get(i).score(), 1e-6);
      }
    }
  }

  @Test
  void recallHoldsAgainstExactSearch() throws IOException {
    float[][] vectors = Vectors.decaying(5000, 128, 20);
    float[][] queries = Vectors.decaying(100, 128, 21);
    IndexConfig config =
        IndexConfig.of(128, 8, 16, 32, 64, 128).withSearchable(8, 16, 32).withDeterministic(true);
    try (var index = NestedVectorIndex.create(folder.resolve("i"), config)) {
      fill(index, vectors);
      index.optimize();
      double recall = recall(index, queries, FunnelPlan.adaptive(16, 200, 128));
      assertTrue(recall >= 0.95, "recall@10 at 16 dimensions: " + recall);

      FunnelPlan chosen = index.plan(Vectors.decaying(50, 128, 22));
      assertEquals(128, chosen.lastDim());
      double planned = recall(index, queries, chosen);
      assertTrue(planned >= 0.95, "recall@10 of " + chosen + ": " + planned);
    }
    try (var index = NestedVectorIndex.open(folder.resolve("i"))) {
      FunnelPlan kept = index.plan().orElseThrow();
      assertEquals(index.search(queries[0], 10, kept), index.search(queries[0], 10));
    }
  }

  private static double recall(NestedVectorIndex index, float[][] queries, FunnelPlan plan)
      throws IOException {
    double found = 0;
    for (float[] query : queries) {
      Set<String> truth =
          new HashSet<>(
              ids(index.search(query, 10, FunnelPlan.single(128, 10), SearchOptions.EXACT)));
      truth.retainAll(ids(index.search(query, 10, plan)));
      found += truth.size();
    }
    return found / (10.0 * queries.length);
  }

  @Test
  void graphsAreRepeatable() throws IOException {
    float[][] vectors = Vectors.floats(1500, 16, 30);
    float[][] queries = Vectors.floats(30, 16, 31);
    List<List<Hit>> runs = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      try (var index = NestedVectorIndex.create(folder.resolve(name), SMALL.withGraph(4, 8))) {
        fill(index, vectors);
        index.optimize();
        List<Hit> all = new ArrayList<>();
        for (float[] query : queries) {
          all.addAll(index.search(query, 10, FunnelPlan.adaptive(4, 10, 16)));
        }
        runs.add(all);
      }
    }
    assertEquals(runs.get(0), runs.get(1));
  }

  @Test
  void manyThreadsSearchWhileOneAdds()
      throws IOException, InterruptedException, ExecutionException {
    float[][] vectors = Vectors.floats(500, 16, 40);
    try (var index = NestedVectorIndex.create(folder.resolve("i"), SMALL);
        var pool = Executors.newFixedThreadPool(5)) {
      fill(index, vectors);
      List<Callable<Integer>> tasks =
          IntStream.range(0, 4)
              .<Callable<Integer>>mapToObj(t -> () -> selfHits(index, vectors, t))
              .collect(Collectors.toCollection(ArrayList::new));
      tasks.add(
          () -> {
            for (int i = 0; i < 200; i++) {
              index.add("w" + i, Vectors.floats(1, 16, 1000 + i)[0], Map.of());
              if (i % 40 == 39) {
                index.commit();
              }
            }
            return 100;
          });
      for (Future<Integer> future : pool.invokeAll(tasks)) {
        assertEquals(100, future.get());
      }
      assertEquals(700, index.size());
      assertFalse(index.search(vectors[0], 10, FUNNEL).isEmpty());
    }
  }

  private static int selfHits(NestedVectorIndex index, float[][] vectors, int thread)
      throws IOException {
    int right = 0;
    for (int i = 0; i < 100; i++) {
      int target = (thread * 100 + i) % vectors.length;
      right +=
          index.search(vectors[target], 1, FUNNEL).getFirst().id().equals("v" + target) ? 1 : 0;
    }
    return right;
  }
}
