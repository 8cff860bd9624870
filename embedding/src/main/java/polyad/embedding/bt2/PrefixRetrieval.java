package polyad.embedding.bt2;

import java.util.Arrays;
import java.util.stream.IntStream;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Retrieval of one model's vectors with another's queries: both are cut to the coordinates that
 * they share, and the distance is 1 − dot product.
 */
public final class PrefixRetrieval {
  private static final int BLOCK = 512;

  private PrefixRetrieval() {}

  /** What is compared. */
  public enum Metric {
    /** Prefixes as they are; the paper's tables. */
    DOT,
    /** Prefixes normalised; what an index of mixed generations does. */
    COSINE
  }

  /**
   * Quality over all queries, fractions of 1.
   *
   * @param top1 share of queries whose nearest vector has their class
   * @param top5 share with one of their class among the nearest five
   * @param map mean over queries of the average precision over the whole ranking
   */
  public record Scores(double top1, double top5, double map) {}

  /**
   * Judges queries against a gallery. Queries without any vector of their class in the gallery are
   * left out.
   *
   * @param query [Q, d_q]
   * @param gallery [N, d_g]
   * @param queryLabels [Q]
   * @param galleryLabels [N]
   * @param excludeSelf whether row i of the gallery is query i and is left out for it
   */
  public static Scores evaluate(
      Tensor query,
      int[] queryLabels,
      Tensor gallery,
      int[] galleryLabels,
      boolean excludeSelf,
      Metric metric) {
    requireRows("query", query, queryLabels);
    requireRows("gallery", gallery, galleryLabels);
    Tally tally = new Tally(galleryLabels);
    forEachQuery(
        query,
        gallery,
        metric,
        (q, distances) -> tally.add(distances, queryLabels[q], excludeSelf ? q : -1));
    return tally.scores();
  }

  /** The same with one set as queries and gallery, each sample left out of its own ranking. */
  public static Scores evaluate(Tensor query, Tensor gallery, int[] labels) {
    return evaluate(query, labels, gallery, labels, true, Metric.DOT);
  }

  /** Judges whole rankings of one set, query i being row i and left out of its ranking. */
  static Scores ofRankings(int[][] rankings, int[] labels) {
    Tally tally = new Tally(labels);
    for (int q = 0; q < rankings.length; q++) {
      double[] places = new double[labels.length];
      for (int place = 0; place < rankings[q].length; place++) {
        places[rankings[q][place]] = place;
      }
      tally.add(places, labels[q], q);
    }
    return tally.scores();
  }

  private static void requireRows(String name, Tensor rows, int[] labels) {
    if (rows.dim() != 2 || rows.size(0) != labels.length || labels.length == 0) {
      throw new IllegalArgumentException(
          name
              + " has shape "
              + Arrays.toString(rows.shape())
              + ", expected one row for each of "
              + labels.length
              + " labels");
    }
  }

  /** The gallery's rows for every query, nearest first; of equal distances the lower row first. */
  public static int[][] order(Tensor query, Tensor gallery, Metric metric) {
    int[][] orders = new int[Math.toIntExact(query.size(0))][];
    forEachQuery(
        query,
        gallery,
        metric,
        (q, distances) ->
            orders[q] =
                IntStream.range(0, distances.length)
                    .boxed()
                    .sorted((a, b) -> Double.compare(distances[a], distances[b]))
                    .mapToInt(Integer::intValue)
                    .toArray());
    return orders;
  }

  private interface Visitor {
    void visit(int query, double[] distances);
  }

  private static void forEachQuery(Tensor query, Tensor gallery, Metric metric, Visitor visitor) {
    long shared = Math.min(query.size(1), gallery.size(1));
    int total = Math.toIntExact(query.size(0));
    int n = Math.toIntExact(gallery.size(0));
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor g = prefix(gallery, shared, metric).mT().contiguous(); // [m, N]
      for (int start = 0; start < total; start += BLOCK) {
        int count = Math.min(BLOCK, total - start);
        try (var _ = TensorScope.open()) {
          Tensor q = prefix(query.narrow(0, start, count), shared, metric); // [count, m]
          double[] distances = q.matmul(g).rsub(1.0).toDoubleArray();
          for (int i = 0; i < count; i++) {
            visitor.visit(start + i, Arrays.copyOfRange(distances, i * n, (i + 1) * n));
          }
        }
      }
    }
  }

  private static Tensor prefix(Tensor rows, long length, Metric metric) {
    Tensor prefix = rows.detach().narrow(1, 0, length).to(DType.F64);
    return metric == Metric.COSINE ? Functional.normalize(prefix, 1, 1e-12) : prefix;
  }

  /**
   * Sums over queries. The places of the right vectors are counted, not sorted: each other vector
   * is put between two of them.
   */
  private static final class Tally {
    private final int[] labels;
    private int queries;
    private double top1;
    private double top5;
    private double precisions;

    Tally(int[] labels) {
      this.labels = labels;
    }

    void add(double[] distances, int label, int self) {
      int[] right =
          IntStream.range(0, labels.length)
              .filter(i -> i != self && labels[i] == label)
              .boxed()
              .sorted((a, b) -> Double.compare(distances[a], distances[b]))
              .mapToInt(Integer::intValue)
              .toArray();
      if (right.length == 0) {
        return;
      }
      double[] sorted = Arrays.stream(right).mapToDouble(i -> distances[i]).toArray();
      int[] between = new int[right.length + 1];
      for (int i = 0; i < labels.length; i++) {
        if (i != self && labels[i] != label) {
          between[placeBefore(sorted, right, distances[i], i)]++;
        }
      }
      int wrong = 0;
      double precision = 0;
      for (int j = 0; j < right.length; j++) {
        wrong += between[j];
        precision += (j + 1.0) / (j + 1 + wrong);
      }
      queries++;
      top1 += between[0] == 0 ? 1 : 0;
      top5 += between[0] < 5 ? 1 : 0;
      precisions += precision / right.length;
    }

    /** The number of right vectors that come before another one. */
    private static int placeBefore(double[] sorted, int[] right, double distance, int other) {
      int low = 0;
      int high = right.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        boolean tied = sorted[middle] == distance && right[middle] < other;
        if (sorted[middle] < distance || tied) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    Scores scores() {
      if (queries == 0) {
        throw new IllegalArgumentException("no query has a vector of its class in the gallery");
      }
      return new Scores(top1 / queries, top5 / queries, precisions / queries);
    }
  }
}
