package polyad.retrieval;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Exact funnel search over arrays in double precision: Euclidean distance between L2-normalised
 * prefixes, both sides renormalised at every stage. Ties go to the candidate that comes first in
 * the incoming list.
 */
public final class FunnelSearch {
  private final double[][] database;
  private final FunnelPlan plan;
  private final double[][] prefixes; // normalised at the retrieval dimension, [N][D_s]

  /**
   * Prepares the search of one database by one plan.
   *
   * @param database {@code [N][d]}; not copied
   * @throws IllegalArgumentException when a row has another length, a value that is not finite or a
   *     prefix that is all zero (named by its row), or the plan needs more rows or columns
   */
  public FunnelSearch(double[][] database, FunnelPlan plan) {
    this.database = database;
    this.plan = plan;
    if (plan.candidates() > database.length) {
      throw new IllegalArgumentException(
          "shortlist: " + plan.candidates() + " is longer than the " + database.length + " rows");
    }
    int dimension = database[0].length;
    if (plan.lastDim() > dimension) {
      throw new IllegalArgumentException(
          "plan: looks at " + plan.lastDim() + " columns where the database has " + dimension);
    }
    prefixes = new double[database.length][];
    for (int i = 0; i < database.length; i++) {
      requireRow("database", i, database[i], dimension, plan.retrievalDim());
      prefixes[i] = normalised(database[i], plan.retrievalDim());
    }
  }

  /** Searches a database of floats; see the constructor and {@link #search(double[][])}. */
  public static FunnelResult search(float[][] database, float[][] queries, FunnelPlan plan) {
    return new FunnelSearch(doubles(database), plan).search(doubles(queries));
  }

  /**
   * Searches for every query, on several threads.
   *
   * @param queries {@code [Q][d]}
   * @throws IllegalArgumentException when a query has another length than the database's rows, a
   *     value that is not finite or a prefix that is all zero
   */
  public FunnelResult search(double[][] queries) {
    for (int q = 0; q < queries.length; q++) {
      requireRow("query", q, queries[q], database[0].length, plan.retrievalDim());
    }
    int[][] shortlist = new int[queries.length][];
    int[][][] stages = new int[plan.stages()][queries.length][];
    IntStream.range(0, queries.length)
        .parallel()
        .forEach(
            q -> {
              shortlist[q] = nearest(queries[q]);
              int[] candidates = shortlist[q];
              for (int i = 0; i < stages.length; i++) {
                candidates = rerank(queries[q], candidates, i);
                stages[i][q] = candidates;
              }
            });
    return new FunnelResult(shortlist, stages);
  }

  private int[] nearest(double[] query) {
    double[] prefix = normalised(query, plan.retrievalDim());
    BestK best = new BestK(plan.candidates());
    for (int i = 0; i < prefixes.length; i++) {
      best.add(squaredDistance(prefix, prefixes[i]), i);
    }
    return best.drain().items();
  }

  private int[] rerank(double[] query, int[] candidates, int stage) {
    int dim = plan.rerankDims()[stage];
    int kept = plan.shortlist()[stage];
    double[] prefix = normalised(query, dim);
    BestK best = new BestK(kept);
    for (int i = 0; i < kept; i++) {
      best.add(squaredDistance(prefix, normalised(database[candidates[i]], dim)), candidates[i]);
    }
    return best.drain().items();
  }

  private static double[] normalised(double[] row, int dim) {
    double norm = 0;
    for (int j = 0; j < dim; j++) {
      norm += row[j] * row[j];
    }
    norm = Math.sqrt(norm);
    double[] prefix = new double[dim];
    for (int j = 0; j < dim; j++) {
      prefix[j] = row[j] / norm;
    }
    return prefix;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double d = a[j] - b[j];
      sum += d * d;
    }
    return sum;
  }

  private static void requireRow(String what, int index, double[] row, int dimension, int prefix) {
    if (row.length != dimension) {
      throw new IllegalArgumentException(
          what + " row " + index + ": " + row.length + " values where " + dimension + " are due");
    }
    double norm = 0;
    for (int j = 0; j < row.length; j++) {
      if (!Double.isFinite(row[j])) {
        throw new IllegalArgumentException(
            what + " row " + index + ": value " + j + " is " + row[j] + ", not finite");
      }
      norm += j < prefix ? row[j] * row[j] : 0;
    }
    if (norm == 0 || norm == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "%s row %d: its first %d values have norm %s and cannot be normalised"
              .formatted(what, index, prefix, Math.sqrt(norm)));
    }
  }

  private static double[][] doubles(float[][] rows) {
    return Arrays.stream(rows)
        .map(row -> IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray())
        .toArray(double[][]::new);
  }
}
