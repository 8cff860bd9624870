package polyad.embedding.matryoshka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.retrieval.FunnelPlan;
import polyad.retrieval.Hit;
import polyad.retrieval.IndexConfig;
import polyad.retrieval.NestedVectorIndex;
import polyad.retrieval.SearchOptions;

/**
 * Queries a second of three ways to search the same generated vectors, measured in turns: the graph
 * on a short prefix with re-ranking, the graph on whole vectors with as few candidates as reach the
 * same recall, and an exact scan.
 */
public final class IndexTiming {
  private static final int QUERIES = 200;
  private static final int EXACT_QUERIES = 40;
  private static final int ROUNDS = 5;
  private static final int TOP = 10;
  private static final int SHORTLIST = 200;
  private static final int SHORT = 32;

  private final Runnable stopIfRequested;
  private final BiFunction<String, Long, Progress> progress;
  private final int count;
  private final int dimension;

  /**
   * What was measured; seconds of searches are medians over rounds, of one query each.
   *
   * @param recall of the funnel's ten nearest against the exact ones
   * @param wholeRecall of the whole-vector graph's
   * @param graphBytes of the files of the short graph's vectors and graph
   * @param funnelIndexBytes of all files of the index with the short graph
   * @param wholeIndexBytes of all files of the index with the whole-vector graph
   * @param wholeVectorBytes of whole vectors in float32
   * @param funnelBuildSeconds of the index with the short graph, one thread; both are built at the
   *     same time
   * @param wholeBuildSeconds of the index with the whole-vector graph, one thread
   */
  public record Result(
      double funnelSeconds,
      double wholeSeconds,
      double exactSeconds,
      double recall,
      double wholeRecall,
      long graphBytes,
      long funnelIndexBytes,
      long wholeIndexBytes,
      long wholeVectorBytes,
      double funnelBuildSeconds,
      double wholeBuildSeconds) {}

  IndexTiming(Run run, int count, int dimension) {
    this(count, dimension, run::stopIfRequested, run::progress);
  }

  /**
   * Prepares a measurement.
   *
   * @param count vectors, 10 or more
   * @param dimension of them, 32 or more
   * @param stopIfRequested called between vectors; throws when the work should stop
   * @param progress shows a stretch of work of this label and number of steps
   * @throws IllegalArgumentException when there are too few vectors or dimensions
   */
  public IndexTiming(
      int count,
      int dimension,
      Runnable stopIfRequested,
      BiFunction<String, Long, Progress> progress) {
    if (count < TOP || dimension < SHORT) {
      throw new IllegalArgumentException(
          "count, dimension: %d, %d, expected at least %d, %d"
              .formatted(count, dimension, TOP, SHORT));
    }
    this.count = count;
    this.dimension = dimension;
    this.stopIfRequested = stopIfRequested;
    this.progress = progress;
  }

  /** What building took. */
  private record Built(
      double funnelSeconds,
      double wholeSeconds,
      long graphBytes,
      long funnelBytes,
      long wholeBytes) {}

  /**
   * Builds both indexes in a temporary folder, times the searches, and deletes the folder.
   *
   * @param seed of vectors and queries
   */
  public Result measure(long seed) throws Exception {
    Path folder = Files.createTempDirectory("polyad-index");
    try (NestedVectorIndex nested =
            NestedVectorIndex.create(
                folder.resolve("nested"),
                IndexConfig.of(dimension, SHORT, dimension).withSearchable(SHORT));
        NestedVectorIndex whole =
            NestedVectorIndex.create(
                folder.resolve("whole"), IndexConfig.of(dimension, dimension))) {
      double nestedSeconds;
      double wholeSeconds;
      try (ExecutorService pool = Executors.newFixedThreadPool(2);
          Progress shown = progress.apply("index " + count + " x " + dimension, (long) count)) {
        Future<Double> other = pool.submit(() -> fill(whole, seed, Progress.hidden()));
        nestedSeconds = pool.submit(() -> fill(nested, seed, shown)).get();
        wholeSeconds = other.get();
      }
      SplittableRandom random = new SplittableRandom(seed + 1);
      float[][] centres = centres(seed);
      float[][] queries = new float[QUERIES][];
      for (int i = 0; i < QUERIES; i++) {
        queries[i] = draw(random, centres[random.nextInt(centres.length)]);
      }
      Built built =
          new Built(
              nestedSeconds,
              wholeSeconds,
              graphBytes(folder.resolve("nested")),
              allBytes(folder.resolve("nested")),
              allBytes(folder.resolve("whole")));
      return time(nested, whole, queries, built);
    } finally {
      delete(folder);
    }
  }

  /**
   * Adds the vectors of a seed, the same whoever calls, and merges them to one segment.
   *
   * @return seconds that it took
   */
  private double fill(NestedVectorIndex index, long seed, Progress shown) throws IOException {
    long start = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    float[][] centres = centres(seed);
    for (int i = 0; i < count; i++) {
      stopIfRequested.run();
      float[] vector = draw(random, centres[random.nextInt(centres.length)]);
      index.add(String.valueOf(i), vector, Map.of());
      shown.step(Double.NaN);
    }
    index.commit();
    index.optimize();
    return (System.nanoTime() - start) / 1e9;
  }

  private float[][] centres(long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    float[][] centres = new float[64][];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = draw(random, null);
    }
    return centres;
  }

  /** Coordinates with a standard deviation falling as 1/√(1 + i/8), around a centre. */
  private float[] draw(SplittableRandom random, float @Nullable [] centre) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      double sd = 1 / Math.sqrt(1 + i / 8.0);
      double base = centre == null ? 0 : centre[i];
      vector[i] = (float) (base + sd * random.nextGaussian() * (centre == null ? 1 : 0.7));
    }
    return vector;
  }

  private Result time(
      NestedVectorIndex nested, NestedVectorIndex whole, float[][] queries, Built built)
      throws IOException {
    FunnelPlan funnel = FunnelPlan.adaptive(SHORT, SHORTLIST, dimension);
    FunnelPlan single = FunnelPlan.single(dimension, TOP);
    List<Set<String>> truth = new ArrayList<>();
    for (float[] query : queries) {
      truth.add(ids(nested.search(query, TOP, single, SearchOptions.EXACT)));
    }
    double recall = recall(nested, queries, funnel, truth);
    FunnelPlan graph = wholePlan(whole, queries, truth, recall);
    double wholeRecall = recall(whole, queries, graph, truth);
    double[] funnelTimes = new double[ROUNDS];
    double[] wholeTimes = new double[ROUNDS];
    double[] exactTimes = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      funnelTimes[round] = seconds(nested, queries, QUERIES, funnel, SearchOptions.DEFAULT);
      wholeTimes[round] = seconds(whole, queries, QUERIES, graph, SearchOptions.DEFAULT);
      exactTimes[round] = seconds(nested, queries, EXACT_QUERIES, single, SearchOptions.EXACT);
    }
    return new Result(
        median(funnelTimes),
        median(wholeTimes),
        median(exactTimes),
        recall,
        wholeRecall,
        built.graphBytes(),
        built.funnelBytes(),
        built.wholeBytes(),
        4L * count * dimension,
        built.funnelSeconds(),
        built.wholeSeconds());
  }

  /** The smallest number of candidates with which the whole graph reaches the funnel's recall. */
  private static FunnelPlan wholePlan(
      NestedVectorIndex whole, float[][] queries, List<Set<String>> truth, double recall)
      throws IOException {
    for (int candidates = TOP; ; candidates *= 2) {
      FunnelPlan plan = FunnelPlan.single(whole.config().dimension(), candidates);
      if (candidates >= SHORTLIST || recall(whole, queries, plan, truth) >= recall - 0.005) {
        return plan;
      }
    }
  }

  private static Set<String> ids(List<Hit> hits) {
    Set<String> ids = new HashSet<>();
    hits.forEach(hit -> ids.add(hit.id()));
    return ids;
  }

  private static double recall(
      NestedVectorIndex index, float[][] queries, FunnelPlan plan, List<Set<String>> truth)
      throws IOException {
    int found = 0;
    for (int i = 0; i < queries.length; i++) {
      Set<String> hits = ids(index.search(queries[i], TOP, plan));
      hits.retainAll(truth.get(i));
      found += hits.size();
    }
    return (double) found / (TOP * queries.length);
  }

  private static double seconds(
      NestedVectorIndex index, float[][] queries, int count, FunnelPlan plan, SearchOptions options)
      throws IOException {
    long start = System.nanoTime();
    int hits = 0;
    for (int i = 0; i < count; i++) {
      hits += index.search(queries[i], TOP, plan, options).size();
    }
    if (hits == 0) {
      throw new IllegalStateException("a timed search found nothing");
    }
    return (System.nanoTime() - start) / 1e9 / count;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long graphBytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.contains("PolyadGraph") && (name.endsWith(".vec") || name.endsWith(".vex"))) {
          bytes += Files.size(file);
        }
      }
    }
    return bytes;
  }

  private static long allBytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
