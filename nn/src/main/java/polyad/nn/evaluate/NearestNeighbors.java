package polyad.nn.evaluate;

import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Exact nearest neighbours by cosine, in blocks of queries so that memory stays bounded. */
public final class NearestNeighbors {
  private static final int BLOCK = 1024;

  private NearestNeighbors() {}

  /**
   * The share of queries whose nearest neighbour has their label.
   *
   * @param database [N, d]
   * @param labels of the database, [N]
   * @param queries [Q, d]
   * @param expected labels of the queries, [Q]
   */
  public static double accuracy(Tensor database, int[] labels, Tensor queries, int[] expected) {
    int[] nearest = nearest(database, queries);
    int right = 0;
    for (int i = 0; i < nearest.length; i++) {
      right += labels[nearest[i]] == expected[i] ? 1 : 0;
    }
    return (double) right / nearest.length;
  }

  /** The row of the database with the largest cosine for every query. */
  public static int[] nearest(Tensor database, Tensor queries) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor unit = Functional.normalize(database, -1, 1e-12).mT().contiguous(); // [d, N]
      int total = Math.toIntExact(queries.size(0));
      int[] nearest = new int[total];
      for (int start = 0; start < total; start += BLOCK) {
        int count = Math.min(BLOCK, total - start);
        try (var _ = TensorScope.open()) {
          Tensor block = Functional.normalize(queries.narrow(0, start, count), -1, 1e-12);
          long[] best = block.matmul(unit).argmax(-1, false).toLongArray();
          for (int i = 0; i < count; i++) {
            nearest[start + i] = (int) best[i];
          }
        }
      }
      return nearest;
    }
  }
}
