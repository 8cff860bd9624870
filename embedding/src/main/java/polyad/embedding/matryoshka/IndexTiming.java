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
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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
 * on a short prefix with re-ranking, the graph on whole vectors, and an exact scan. Both graphs are
 * asked for more and more candidates until they find almost everything; they are compared where
 * they first reach a recall of 0.95.
 */
public final class IndexTiming {
  private static final int QUERIES = 200;
  private static final int EXACT_QUERIES = 40;
  private static final int ROUNDS = 5;
  private static final int TOP = 10;
  private static final int[] CANDIDATES = {200, 400, 800, 1600};
  private static final double ENOUGH = 0.95;
  private static final double ALMOST_ALL = 0.99;
  private static final int SHORT = 32;

  private final Runnable stopIfRequested;
  private final BiFunction<String, Long, Progress> progress;
  private final int count;
  private final int dimension;

  /**
   * One way with one number of candidates.
   *
   * @param candidates that the walk of the graph collects
   * @param recall of the ten nearest against the exact ones
   * @param seconds of a query, the median over rounds
   */
  public record Point(int candidates, double recall, double seconds) {}

  /**
   * What was measured.
   *
   * @param funnel by rising candidates, the short graph with re-ranking; one or more
   * @param whole the same of the whole-vector graph
   * @param exactSeconds of a query by an exact scan, the median over rounds
   * @param graphBytes of the files of the short graph's vectors and graph
   * @param funnelIndexBytes of all files of the index with the short graph
   * @param wholeIndexBytes of all files of the index with the whole-vector graph
   * @param wholeVectorBytes of whole vectors in float32
   * @param funnelBuildSeconds of the index with the short graph, one thread; both are built at the
   *     same time
   * @param wholeBuildSeconds of the index with the whole-vector graph, one thread
   */
  public record Result(
      List<Point> funnel,
      List<Point> whole,
      double exactSeconds,
      long graphBytes,
      long funnelIndexBytes,
      long wholeIndexBytes,
      long wholeVectorBytes,
      double funnelBuildSeconds,
      double wholeBuildSeconds) {
    /** The first that reaches a recall of 0.95, else the last. */
    public Point enough(List<Point> points) {
      return points.stream().filter(p -> p.recall() >= ENOUGH).findFirst().orElse(points.getLast());
    }
  }

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
    FunnelPlan single = FunnelPlan.single(dimension, TOP);
    List<Set<String>> truth = new ArrayList<>();
    for (float[] query : queries) {
      truth.add(ids(nested.search(query, TOP, single, SearchOptions.EXACT)));
    }
    Way funnel = Way.of(nested, c -> FunnelPlan.adaptive(SHORT, c, dimension), queries, truth);
    Way graph = Way.of(whole, c -> FunnelPlan.single(dimension, c), queries, truth);
    double[] exact = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      funnel.round(round, queries);
      graph.round(round, queries);
      exact[round] = seconds(nested, queries, EXACT_QUERIES, single, SearchOptions.EXACT);
    }
    return new Result(
        funnel.points(),
        graph.points(),
        median(exact),
        built.graphBytes(),
        built.funnelBytes(),
        built.wholeBytes(),
        4L * count * dimension,
        built.funnelSeconds(),
        built.wholeSeconds());
  }

  /** A way to search with the plans that are timed, by rising candidates. */
  private record Way(
      NestedVectorIndex index, List<FunnelPlan> plans, double[] recalls, double[][] times) {
    static Way of(
        NestedVectorIndex index,
        IntFunction<FunnelPlan> plan,
        float[][] queries,
        List<Set<String>> truth)
        throws IOException {
      List<FunnelPlan> plans = new ArrayList<>();
      double[] recalls = new double[CANDIDATES.length];
      for (int i = 0; i < CANDIDATES.length && (i == 0 || recalls[i - 1] < ALMOST_ALL); i++) {
        plans.add(plan.apply(CANDIDATES[i]));
        recalls[i] = recall(index, queries, plans.getLast(), truth);
      }
      return new Way(index, plans, recalls, new double[plans.size()][ROUNDS]);
    }

    void round(int round, float[][] queries) throws IOException {
      for (int i = 0; i < plans.size(); i++) {
        times[i][round] = seconds(index, queries, QUERIES, plans.get(i), SearchOptions.DEFAULT);
      }
    }

    List<Point> points() {
      return IntStream.range(0, plans.size())
          .mapToObj(i -> new Point(CANDIDATES[i], recalls[i], median(times[i])))
          .toList();
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
