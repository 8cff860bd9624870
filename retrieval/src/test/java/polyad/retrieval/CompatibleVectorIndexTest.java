package polyad.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CompatibleVectorIndexTest {
  private static final GraphOptions GRAPH = new GraphOptions(16, 100, true);

  @TempDir Path directory;

  private static String failure(Executable action) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private CompatibleVectorIndex create(int dimension) throws IOException {
    return CompatibleVectorIndex.create(
        directory.resolve("i"), Generation.first(dimension, "old"), GRAPH);
  }

  private static void fill(
      CompatibleVectorIndex index, int generation, float[][] vectors, int from, int to)
      throws IOException {
    for (int i = from; i < to; i++) {
      index.add("v" + i, generation, vectors[i], Map.of("parity", i % 2 == 0 ? "even" : "odd"));
    }
    index.commit();
  }

  private static List<String> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }

  private static double cosine(float[] a, float[] b, int m) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int j = 0; j < m; j++) {
      dot += (double) a[j] * b[j];
      aa += (double) a[j] * a[j];
      bb += (double) b[j] * b[j];
    }
    return dot / Math.sqrt(aa * bb);
  }

  private static float[][] cut(float[][] rows, int m) {
    return Arrays.stream(rows).map(row -> Arrays.copyOf(row, m)).toArray(float[][]::new);
  }

  /** The checksum of every file but the metadata of generations. */
  private static Map<String, Long> checksums(Path folder) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!file.endsWith(GenerationLog.FILE)) {
          CRC32 crc = new CRC32();
          crc.update(Files.readAllBytes(file));
          sums.put(file.getFileName().toString(), crc.getValue());
        }
      }
    }
    return sums;
  }

  @Test
  void anUpgradeTouchesNoSegment() throws IOException {
    float[][] vectors = Vectors.floats(300, 12, 1);
    try (var index = create(8)) {
      fill(index, 0, cut(vectors, 8), 0, 300);
      Map<String, Long> before = checksums(directory.resolve("i"));
      assertEquals(1, index.upgrade(new Generation(12, "new", 0)));
      assertEquals(before, checksums(directory.resolve("i")));
      assertEquals(1, index.newest());
      assertEquals(300, index.pending());
      fill(index, 1, vectors, 0, 10);
      assertEquals(290, index.pending());
      Map<String, Long> after = checksums(directory.resolve("i"));
      before.keySet().stream()
          .filter(name -> name.endsWith(".vec") || name.endsWith(".vex"))
          .forEach(name -> assertEquals(before.get(name), after.get(name), name));
    }
    try (var index = CompatibleVectorIndex.open(directory.resolve("i"))) {
      assertEquals(
          List.of(new Generation(8, "old", -1), new Generation(12, "new", 0)), index.generations());
      assertEquals(290, index.pending());
    }
  }

  @Property(tries = 10)
  void everyGenerationFindsAllDocumentsByTheCommonPrefix(@ForAll @IntRange(min = 1) int seed)
      throws IOException {
    Path folder = Files.createTempDirectory("generations");
    float[][] vectors = Vectors.floats(200, 20, seed);
    float[][] queries = Vectors.floats(5, 20, seed + 1L);
    try (var index =
        CompatibleVectorIndex.create(folder.resolve("i"), Generation.first(8, "a"), GRAPH)) {
      fill(index, 0, cut(vectors, 8), 0, 100);
      index.upgrade(new Generation(12, "b", 0));
      fill(index, 1, cut(vectors, 12), 100, 150);
      index.upgrade(new Generation(20, "c", 1));
      fill(index, 2, vectors, 150, 200);
      int[] dimensions = {8, 12, 20};
      for (int t = 0; t < 3; t++) {
        for (float[] whole : queries) {
          float[] query = Arrays.copyOf(whole, dimensions[t]);
          List<Hit> exact = index.search(t, query, 20, Policy.PREFIX, SearchOptions.EXACT);
          assertEquals(20, exact.size());
          double last = 1;
          for (Hit hit : exact) {
            double wanted = cosine(query, vectors[Integer.parseInt(hit.id().substring(1))], 8);
            assertEquals(wanted, hit.score(), 1e-5);
            assertTrue(hit.score() <= last + 1e-6);
            last = hit.score();
          }
          Set<String> graph = new HashSet<>(ids(index.search(t, query, 20, Policy.PREFIX)));
          graph.retainAll(ids(exact));
          assertTrue(graph.size() >= 18, "recalled: " + graph.size());
        }
      }
    }
  }

  @Test
  void betterSpacesAreUsedWhereShared() throws IOException {
    float[][] vectors = Vectors.floats(200, 12, 5);
    float[] query = Vectors.floats(1, 12, 6)[0];
    try (var index = create(8)) {
      fill(index, 0, cut(vectors, 8), 0, 100);
      index.upgrade(new Generation(12, "new", 0));
      assertEquals(10, index.search(1, query, 10, Policy.BEST_COMMON).size());
      fill(index, 1, vectors, 100, 200);
      String asked =
          assertThrows(
                  IllegalStateException.class, () -> index.search(1, query, 10, Policy.BEST_COMMON))
              .getMessage();
      assertTrue(asked.contains("call calibrate first"), asked);
      index.calibrate(1, Vectors.floats(50, 12, 7));
      for (SearchOptions options : List.of(SearchOptions.DEFAULT, SearchOptions.EXACT)) {
        for (Policy policy : Policy.values()) {
          for (Hit hit : index.search(1, query, 30, policy, options)) {
            int i = Integer.parseInt(hit.id().substring(1));
            int m = policy == Policy.PREFIX || i < 100 ? 8 : 12;
            assertEquals(cosine(query, vectors[i], m), hit.score(), 1e-5);
          }
        }
      }
      List<Hit> merged = index.search(1, query, 200, Policy.BEST_COMMON, SearchOptions.EXACT);
      assertEquals(200, Set.copyOf(ids(merged)).size());
      assertFallingWithin(merged, 0, 100);
      assertFallingWithin(merged, 100, 200);
      List<Hit> shortlist = index.search(1, query, 10, Policy.SHORTLIST, SearchOptions.EXACT);
      assertFallingWithin(shortlist, 100, 200);
      Set<String> first =
          Set.copyOf(ids(index.search(1, query, 100, Policy.PREFIX, SearchOptions.EXACT)));
      assertTrue(first.containsAll(ids(shortlist)));
    }
    try (var index = CompatibleVectorIndex.open(directory.resolve("i"))) {
      assertEquals(10, index.search(1, query, 10, Policy.BEST_COMMON).size());
      SearchOptions even = SearchOptions.DEFAULT.where("parity", "even");
      for (Policy policy : Policy.values()) {
        List<Hit> hits = index.search(1, query, 20, policy, even);
        assertEquals(20, hits.size());
        hits.forEach(hit -> assertEquals("even", hit.fields().get("parity")));
      }
    }
  }

  private static void assertFallingWithin(List<Hit> hits, int from, int to) {
    double last = 1;
    for (Hit hit : hits) {
      int i = Integer.parseInt(hit.id().substring(1));
      if (i >= from && i < to) {
        assertTrue(hit.score() <= last + 1e-6, hit + " after " + last);
        last = hit.score();
      }
    }
  }

  @Test
  void backfillingIsResumable() throws Exception {
    float[][] vectors = Vectors.floats(300, 12, 8);
    Reembedder source =
        ids ->
            ids.stream()
                .map(id -> vectors[Integer.parseInt(id.substring(1))])
                .toArray(float[][]::new);
    try (var index = create(8)) {
      fill(index, 0, cut(vectors, 8), 0, 300);
      assertEquals(0, index.backfill(source, Double.POSITIVE_INFINITY));
      index.upgrade(new Generation(12, "new", 0));
      assertEquals(100, index.backfill(source, Double.POSITIVE_INFINITY, 100));
      assertEquals(200, index.pending());
      assertEquals(300, index.size());
    }
    try (var index = CompatibleVectorIndex.open(directory.resolve("i"));
        var executor = Executors.newSingleThreadExecutor()) {
      Future<Long> running = executor.submit(() -> index.backfill(source, 1e5));
      while (!running.isDone()) {
        assertEquals(5, index.search(0, Arrays.copyOf(vectors[9], 8), 5, Policy.PREFIX).size());
      }
      assertEquals(200, running.get());
      assertEquals(0, index.pending());
      assertEquals(OptionalInt.of(1), index.generationOf("v7"));
      assertEquals(OptionalInt.empty(), index.generationOf("absent"));
      List<Hit> hits = index.search(1, vectors[42], 1, Policy.BEST_COMMON);
      assertEquals("v42", hits.getFirst().id());
      assertEquals("even", hits.getFirst().fields().get("parity"));
    }
  }

  @Test
  void whatChangedMeanwhileIsLeftAlone() throws IOException {
    float[][] vectors = Vectors.floats(20, 12, 9);
    try (var index = create(8)) {
      fill(index, 0, cut(vectors, 8), 0, 20);
      index.upgrade(new Generation(12, "new", 0));
      boolean[] changed = {false};
      Reembedder source =
          ids -> {
            if (!changed[0]) {
              changed[0] = true;
              index.delete("v3");
              index.add("v4", 1, vectors[0], Map.of("by", "user"));
            }
            return ids.stream()
                .map(id -> vectors[Integer.parseInt(id.substring(1))])
                .toArray(float[][]::new);
          };
      assertEquals(18, index.backfill(source, Double.POSITIVE_INFINITY));
      assertEquals(19, index.size());
      assertEquals(OptionalInt.empty(), index.generationOf("v3"));
      List<Hit> hits = index.search(1, vectors[0], 2, Policy.PREFIX, SearchOptions.EXACT);
      assertEquals(Set.of("v0", "v4"), Set.copyOf(ids(hits)));
    }
  }

  @Test
  void theBudgetIsKept() throws IOException {
    float[][] vectors = Vectors.floats(6, 12, 10);
    try (var index = create(8)) {
      fill(index, 0, cut(vectors, 8), 0, 6);
      index.upgrade(new Generation(12, "new", 0));
      long start = System.nanoTime();
      Reembedder source = ids -> ids.stream().map(id -> vectors[0]).toArray(float[][]::new);
      assertEquals(6, index.backfill(source, 20));
      assertTrue(System.nanoTime() - start >= 300_000_000L, "6 at 20 a second need 0.3 s");
    }
  }

  @Test
  void badInputIsRefused() throws IOException {
    float[] eight = Vectors.floats(1, 8, 11)[0];
    float[] twelve = Vectors.floats(1, 12, 12)[0];
    try (var index = create(8)) {
      assertTrue(
          failure(() -> index.add("a", 1, twelve, Map.of()))
              .contains("generation: 1 is unknown; the index has 0 to 0"));
      assertTrue(
          failure(() -> index.add("a", 0, twelve, Map.of()))
              .contains("12 values where the index has dimension 8"));
      assertTrue(
          failure(() -> index.upgrade(new Generation(8, "same", 0))).contains("out of order"));
      assertTrue(
          failure(() -> index.upgrade(new Generation(12, "orphan", -1))).contains("out of order"));
      index.upgrade(new Generation(12, "new", 0));
      assertTrue(failure(() -> index.search(2, twelve, 5, Policy.PREFIX)).contains("2 is unknown"));
      assertTrue(
          failure(() -> index.search(1, eight, 5, Policy.PREFIX))
              .contains("query: 8 values where the index has dimension 12"));
      assertTrue(failure(() -> index.search(0, eight, 0, Policy.PREFIX)).contains("k: 0"));
      float[] zeroOld = new float[12];
      zeroOld[11] = 1;
      assertTrue(
          failure(() -> index.add("z", 1, zeroOld, Map.of())).contains("its first 8 values"));
      float[] infinite = twelve.clone();
      infinite[2] = Float.POSITIVE_INFINITY;
      assertTrue(failure(() -> index.add("n", 1, infinite, Map.of())).contains("value 2 is"));
      assertTrue(failure(() -> index.backfill(ids -> new float[0][], 0)).contains("budget"));
      index.add("old", 0, eight, Map.of());
      index.commit();
      assertTrue(
          failure(() -> index.backfill(ids -> new float[0][], 1)).contains("0 vectors for 1"));
      assertTrue(failure(() -> index.backfill(ids -> new float[][] {eight}, 1)).contains("'old'"));
      assertEquals(OptionalInt.of(0), index.generationOf("old"));
      assertThrows(IllegalArgumentException.class, () -> index.calibrate(1, new float[0][]));
      assertThrows(IOException.class, () -> CompatibleVectorIndex.open(directory.resolve("i")));
    }
    assertThrows(FileAlreadyExistsException.class, () -> create(8));
    assertThrows(
        NoSuchFileException.class, () -> CompatibleVectorIndex.open(directory.resolve("none")));
    assertThrows(IllegalArgumentException.class, () -> Generation.first(0, "a"));
    assertThrows(IllegalArgumentException.class, () -> Generation.first(4, " "));
    assertThrows(IllegalArgumentException.class, () -> new Generation(4, "a", -2));
    assertThrows(IllegalArgumentException.class, () -> new GraphOptions(1, 100, true));
    assertFalse(Files.exists(directory.resolve("none")));
  }

  @Test
  void generationsOutOfOrderOnDiskAreRefused() throws IOException {
    try (var index = create(8)) {
      index.upgrade(new Generation(12, "new", 0));
    }
    Path file = directory.resolve("i").resolve(GenerationLog.FILE);
    Files.writeString(file, Files.readString(file).replace("\"dimension\":12", "\"dimension\":6"));
    String message =
        assertThrows(IOException.class, () -> CompatibleVectorIndex.open(directory.resolve("i")))
            .getMessage();
    assertTrue(message.contains("out of order"), message);
    Files.writeString(file, "nonsense");
    assertThrows(IOException.class, () -> CompatibleVectorIndex.open(directory.resolve("i")));
  }

  @Test
  void longVectorsAreTaken() throws IOException {
    float[][] vectors = Vectors.floats(5, 1500, 13);
    try (var index = create(1200)) {
      index.upgrade(new Generation(1500, "new", 0));
      fill(index, 1, vectors, 0, 5);
      assertEquals("v2", index.search(1, vectors[2], 1, Policy.BEST_COMMON).getFirst().id());
    }
  }
}
