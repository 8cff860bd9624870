package polyad.retrieval;

import java.util.Arrays;

/**
 * How well neighbours share the query's label, averaged over queries.
 *
 * @param top1 share of queries whose nearest neighbour has their label
 * @param mapAtK (1/k) sum_j precision@j hit_j; divided by k, not by the number of hits
 * @param precisionAtK share of the k nearest with the query's label
 * @param recallAtK share of the label's database rows that are among the k nearest; 0 for a label
 *     without any
 */
public record RetrievalMetrics(double top1, double mapAtK, double precisionAtK, double recallAtK) {

  /**
   * Judges the first k neighbours of every query.
   *
   * @param neighbours rows of the database, best first, {@code [Q][>= k]}
   * @param databaseLabels {@code [N]}
   * @param queryLabels {@code [Q]}
   */
  public static RetrievalMetrics of(
      int[][] neighbours, int[] databaseLabels, int[] queryLabels, int k) {
    if (neighbours.length == 0 || neighbours.length != queryLabels.length) {
      throw new IllegalArgumentException(
          "queryLabels: " + queryLabels.length + " for " + neighbours.length + " queries");
    }
    double[] sums = new double[4];
    for (int q = 0; q < neighbours.length; q++) {
      if (k < 1 || neighbours[q].length < k) {
        throw new IllegalArgumentException(
            "k: " + k + " is outside [1, " + neighbours[q].length + "], the neighbours of " + q);
      }
      int label = queryLabels[q];
      boolean[] hits = new boolean[k];
      for (int j = 0; j < k; j++) {
        hits[j] = databaseLabels[neighbours[q][j]] == label;
      }
      long relevant = Arrays.stream(databaseLabels).filter(l -> l == label).count();
      addQuery(hits, relevant, sums);
    }
    double[] means = Arrays.stream(sums).map(sum -> sum / neighbours.length).toArray();
    return new RetrievalMetrics(means[0], means[1], means[2], means[3]);
  }

  private static void addQuery(boolean[] hits, long relevant, double[] sums) {
    int count = 0;
    double precisions = 0;
    for (int j = 0; j < hits.length; j++) {
      if (hits[j]) {
        count++;
        precisions += (double) count / (j + 1);
      }
    }
    sums[0] += hits[0] ? 1 : 0;
    sums[1] += precisions / hits.length;
    sums[2] += (double) count / hits.length;
    sums[3] += relevant == 0 ? 0 : (double) count / relevant;
  }
}
