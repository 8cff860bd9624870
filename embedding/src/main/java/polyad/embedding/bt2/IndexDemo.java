package polyad.embedding.bt2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import polyad.catalog.AtomicFiles;
import polyad.data.Splits;
import polyad.retrieval.CompatibleVectorIndex;
import polyad.retrieval.Generation;
import polyad.retrieval.GraphOptions;
import polyad.retrieval.Hit;
import polyad.retrieval.Policy;
import polyad.retrieval.SearchOptions;
import polyad.tensor.Tensor;

/**
 * A gallery in an index that is upgraded, then embedded again step by step. Its rows are added in
 * random order: sets are often sorted by class, and backfilling whole classes one after another is
 * not what an index in use sees.
 */
final class IndexDemo {
  private static final int QUERIES = 500;
  private static final int STEPS = 4;
  private static final long ORDER_SEED = 1;
  private static final String METADATA = "generations.json";

  private final Path folder;

  /**
   * What was seen; mAP in percent of up to 500 queries, by the steps of backfilling.
   *
   * @param changedFiles files of segments that the upgrade changed, added or removed
   * @param before mAP of old queries before the upgrade
   * @param after mAP of old queries after the upgrade, nothing embedded again
   * @param prefix mAP of new queries by prefix after 0, 1/4, ... of the gallery was embedded again
   * @param bestCommon the same in the best common space
   */
  record Result(
      int changedFiles, double before, double after, double[] prefix, double[] bestCommon) {}

  IndexDemo(Path parent) {
    this.folder = parent.resolve("index-demo");
  }

  Result measure(Tensor oldVectors, Tensor newVectors, int[] classes) throws IOException {
    int[] order = Splits.permutation(classes.length, new SplittableRandom(ORDER_SEED));
    float[][] old = permuted(oldVectors, order);
    float[][] upgraded = permuted(newVectors, order);
    int[] labels = IntStream.of(order).map(i -> classes[i]).toArray();
    AtomicFiles.deleteTree(folder);
    try (var index =
        CompatibleVectorIndex.create(
            folder, Generation.first(old[0].length, "old"), new GraphOptions(16, 100, true))) {
      for (int i = 0; i < old.length; i++) {
        index.add(Integer.toString(i), 0, old[i], Map.of());
      }
      index.commit();
      double before = map(index, 0, old, labels, Policy.PREFIX);
      Map<String, Long> files = checksums();
      index.upgrade(new Generation(upgraded[0].length, "new", 0));
      int changed = differences(files, checksums());
      double after = map(index, 0, old, labels, Policy.PREFIX);
      double[] prefix = new double[STEPS + 1];
      double[] best = new double[STEPS + 1];
      for (int step = 0; step <= STEPS; step++) {
        if (step > 0) {
          long share = (long) old.length * step / STEPS - (long) old.length * (step - 1) / STEPS;
          index.backfill(
              ids -> ids.stream().map(id -> upgraded[Integer.parseInt(id)]).toArray(float[][]::new),
              Double.POSITIVE_INFINITY,
              share);
        }
        List<float[]> validation = new ArrayList<>();
        for (int i = upgraded.length - QUERIES / 2; i < upgraded.length; i++) {
          validation.add(upgraded[Math.max(0, i)]);
        }
        index.calibrate(1, validation.toArray(float[][]::new));
        prefix[step] = map(index, 1, upgraded, labels, Policy.PREFIX);
        best[step] = map(index, 1, upgraded, labels, Policy.BEST_COMMON);
      }
      return new Result(changed, before, after, prefix, best);
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private static float[][] permuted(Tensor vectors, int[] order) {
    float[][] rows = vectors.toFloatMatrix();
    return IntStream.of(order).mapToObj(i -> rows[i]).toArray(float[][]::new);
  }

  private static double map(
      CompatibleVectorIndex index, int generation, float[][] queries, int[] labels, Policy policy)
      throws IOException {
    int[][] rankings = new int[Math.min(QUERIES, queries.length)][];
    for (int q = 0; q < rankings.length; q++) {
      List<Hit> hits =
          index.search(generation, queries[q], labels.length, policy, SearchOptions.EXACT);
      rankings[q] = hits.stream().mapToInt(hit -> Integer.parseInt(hit.id())).toArray();
    }
    return 100 * PrefixRetrieval.ofRankings(rankings, labels).map();
  }

  private Map<String, Long> checksums() throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.endsWith(METADATA)).toList()) {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        sums.put(file.getFileName().toString(), crc.getValue());
      }
    }
    return sums;
  }

  private static int differences(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> union = new TreeMap<>(before);
    union.putAll(after);
    return (int)
        union.keySet().stream()
            .filter(name -> !Objects.equals(before.get(name), after.get(name)))
            .count();
  }
}
