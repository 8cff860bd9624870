package polyad.embedding.relative;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.UsageException;
import polyad.data.Splits;
import polyad.data.TextFiles;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Which samples are the anchors, the same for every encoder and in the same order.
 *
 * @param index their numbers among the samples, all different, two or more
 * @param ids what they are called wherever they stand; two sets with the same ids in the same order
 *     are the same anchors
 */
public record Anchors(List<Integer> index, List<String> ids) {
  private static final int KMEANS_ROUNDS = 25;

  /** Checks that they are different. */
  public Anchors {
    index = List.copyOf(index);
    ids = List.copyOf(ids);
    if (ids.size() != index.size()) {
      throw new IllegalArgumentException(
          "ids are %d, allowed: %d, one for each anchor".formatted(ids.size(), index.size()));
    }
    if (index.size() < 2) {
      throw new IllegalArgumentException("anchors are " + index.size() + ", allowed: 2 or more");
    }
    Set<Integer> seen = new HashSet<>();
    for (int i : index) {
      if (i < 0 || !seen.add(i)) {
        throw new IllegalArgumentException(
            "anchor " + i + (i < 0 ? " is below 0" : " comes twice, allowed: different ones"));
      }
    }
    Set<String> names = new HashSet<>();
    for (String id : ids) {
      if (!names.add(id)) {
        throw new IllegalArgumentException(
            "anchor '" + id + "' comes twice, allowed: different ones");
      }
    }
  }

  /** Anchors that are called by their numbers. */
  public Anchors(List<Integer> index) {
    this(index, index.stream().map(String::valueOf).toList());
  }

  /**
   * Anchors that stand in two collections, such as translations of a text: the i-th of one belongs
   * to the i-th of the other.
   *
   * @param first of the first collection
   * @param second of the second, with the hash of the first
   */
  public record Parallel(Anchors first, Anchors second) {}

  /**
   * A sample of aligned pairs.
   *
   * @param first numbers in the first collection
   * @param second as many, in the second
   */
  public static Parallel parallel(int[] first, int[] second, int count, long seed) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "pairs have %d and %d sides, allowed: equally many"
              .formatted(first.length, second.length));
    }
    List<Integer> chosen = uniform(first.length, count, seed).index();
    List<String> names = chosen.stream().map(i -> first[i] + "|" + second[i]).toList();
    return new Parallel(
        new Anchors(chosen.stream().map(i -> first[i]).toList(), names),
        new Anchors(chosen.stream().map(i -> second[i]).toList(), names));
  }

  /**
   * Anchors by their ids, one a line; empty lines are left out.
   *
   * @param samples ids of the samples, all different
   * @param space what errors call the samples, such as their file
   * @throws UsageException naming the file and line of an id that comes twice or is not a sample's
   */
  public static Anchors fromFile(Path file, List<String> samples, String space) throws IOException {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      numbers.put(samples.get(i), i);
    }
    Map<String, Integer> chosen = new LinkedHashMap<>();
    int line = 0;
    for (String text : TextFiles.lines(file)) {
      line++;
      String id = text.strip();
      Integer number = numbers.get(id);
      if (id.isEmpty()) {
        continue;
      }
      if (number == null) {
        throw new UsageException(
            "%s, line %d: anchor '%s' has no vector in %s".formatted(file, line, id, space));
      }
      if (chosen.put(id, number) != null) {
        throw new UsageException(
            "%s, line %d: anchor '%s' comes twice, expected different ones"
                .formatted(file, line, id));
      }
    }
    if (chosen.size() < 2) {
      throw new UsageException(
          "%s: found %d anchors, expected 2 or more".formatted(file, chosen.size()));
    }
    return new Anchors(List.copyOf(chosen.values()), List.copyOf(chosen.keySet()));
  }

  /** The same anchors under names that tell the data set they are from. */
  public Anchors from(String dataSet) {
    return new Anchors(index, index.stream().map(i -> dataSet + ":" + i).toList());
  }

  /** A sample of the samples. */
  public static Anchors uniform(int samples, int count, long seed) {
    requireCount(count, samples);
    int[] order = Splits.permutation(samples, new SplittableRandom(seed));
    return of(Arrays.copyOf(order, count));
  }

  /**
   * As many of each class, class after class in turn.
   *
   * @param labels of the samples, 0 to classes−1
   * @throws IllegalArgumentException when a class has too few samples
   */
  public static Anchors stratified(int[] labels, int classes, int count, long seed) {
    requireCount(count, labels.length);
    List<List<Integer>> byClass = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      byClass.add(new ArrayList<>());
    }
    for (int i : Splits.permutation(labels.length, new SplittableRandom(seed))) {
      byClass.get(labels[i]).add(i);
    }
    List<Integer> chosen = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      List<Integer> own = byClass.get(j % classes);
      if (j / classes >= own.size()) {
        throw new IllegalArgumentException(
            "class %d has %d samples, allowed for %d anchors of %d classes: %d or more"
                .formatted(j % classes, own.size(), count, classes, j / classes + 1));
      }
      chosen.add(own.get(j / classes));
    }
    return new Anchors(chosen);
  }

  /** The first samples, where they are sorted by frequency as words are. */
  public static Anchors mostFrequent(int samples, int count) {
    requireCount(count, samples);
    return of(IntStream.range(0, count).toArray());
  }

  /**
   * From a first one on always the sample that is farthest from its nearest anchor, on unit
   * vectors; the first of equals.
   *
   * @param x [n, d]
   */
  public static Anchors farthestPoint(Tensor x, int count, int start) {
    int n = (int) x.size(0);
    requireCount(count, n);
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor unit = Projection.unit(x);
      double[] nearest = new double[n];
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      int[] chosen = new int[count];
      int last = start;
      for (int j = 0; j < count; j++) {
        chosen[j] = last;
        double[] distance = unit.sub(unit.narrow(0, last, 1)).square().sum(1).toDoubleArray();
        int farthest = 0;
        for (int i = 0; i < n; i++) {
          nearest[i] = Math.min(nearest[i], distance[i]);
          farthest = nearest[i] > nearest[farthest] ? i : farthest;
        }
        last = farthest;
      }
      return of(chosen);
    }
  }

  /**
   * The samples nearest to the centres of k-means on unit vectors, each sample at most once.
   *
   * @param x [n, d]
   */
  public static Anchors kMeans(Tensor x, int count, long seed) {
    int n = (int) x.size(0);
    requireCount(count, n);
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor unit = Projection.unit(x);
      int[] first = Arrays.copyOf(Splits.permutation(n, new SplittableRandom(seed)), count);
      Tensor centres = rows(unit, first);
      for (int round = 0; round < KMEANS_ROUNDS; round++) {
        Tensor own = unit.matmul(centres.mT()).argmax(1, false); // [n]
        Tensor sum = unit.segmentSum(own, count); // [k, d]
        Tensor size = Tensor.ones(unit.dtype(), n, 1).segmentSum(own, count);
        centres = Projection.unit(sum.add(centres.mul(size.eq(0).to(unit.dtype()))));
      }
      double[] cosines = centres.matmul(unit.mT()).toDoubleArray(); // [k, n]
      boolean[] taken = new boolean[n];
      int[] chosen = new int[count];
      for (int j = 0; j < count; j++) {
        int best = -1;
        for (int i = 0; i < n; i++) {
          if (!taken[i] && (best < 0 || cosines[j * n + i] > cosines[j * n + best])) {
            best = i;
          }
        }
        taken[best] = true;
        chosen[j] = best;
      }
      return of(chosen);
    }
  }

  private static void requireCount(int count, int samples) {
    if (count < 2 || count > samples) {
      throw new IllegalArgumentException(
          "anchors are %d, allowed: 2 to %d, the samples".formatted(count, samples));
    }
  }

  private static Anchors of(int[] index) {
    return new Anchors(Arrays.stream(index).boxed().toList());
  }

  /** The number of anchors. */
  public int size() {
    return index.size();
  }

  /** Their rows of the samples' encodings, [n, d] to [k, d]. */
  public Tensor of(Tensor x) {
    return rows(x, index.stream().mapToInt(i -> i).toArray());
  }

  private static Tensor rows(Tensor x, int[] index) {
    long[] rows = Arrays.stream(index).asLongStream().toArray();
    return x.indexSelect(0, Tensor.of(rows, rows.length));
  }

  /** A short name of the set and its order: representations by other anchors are not comparable. */
  public String hash() {
    try {
      byte[] names = String.join("\n", ids).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(names);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
