package polyad.embedding.relative;

import java.util.Arrays;
import polyad.nn.evaluate.Cka;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * How alike two spaces of the same samples are.
 *
 * @param jaccard mean overlap of the k nearest neighbours in the second space of a sample's vector
 *     there and of its vector in the first, 0 to 1
 * @param mrr mean reciprocal rank of the sample itself when the second space is asked with the
 *     first's vector
 * @param cosine mean cosine of a sample's two vectors
 * @param linearCka linear centred kernel alignment, for which the widths may differ
 * @param rbfCka the same with Gaussian kernels
 */
public record LatentSimilarity(
    double jaccard, double mrr, double cosine, double linearCka, double rbfCka) {
  private static final int ROWS = 256; // queries at once

  /**
   * Compares spaces that were made relative.
   *
   * @throws IllegalArgumentException when their anchors or sizes differ
   */
  public static LatentSimilarity compare(RelativeSpace u, RelativeSpace v, int k) {
    if (!u.anchors().equals(v.anchors())) {
      throw new IllegalArgumentException(
          "spaces are relative to the anchors %s and %s, allowed: the same"
              .formatted(u.anchors(), v.anchors()));
    }
    return compare(u.vectors(), v.vectors(), k);
  }

  /**
   * Compares spaces of one width.
   *
   * @param u [n, d]
   * @param v [n, d], of the same samples
   * @param k neighbours, the sample itself among them; 1 to n
   * @throws IllegalArgumentException when the sizes differ
   */
  public static LatentSimilarity compare(Tensor u, Tensor v, int k) {
    if (u.size(0) != v.size(0) || u.size(1) != v.size(1)) {
      throw new IllegalArgumentException(
          "spaces are [%d, %d] and [%d, %d], allowed: equal sizes"
              .formatted(u.size(0), u.size(1), v.size(0), v.size(1)));
    }
    if (k < 1 || k > u.size(0)) {
      throw new IllegalArgumentException("k is " + k + ", allowed: 1 to " + u.size(0));
    }
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor a = Projection.unit(u);
      Tensor b = Projection.unit(v);
      long n = a.size(0);
      double jaccard = 0;
      double mrr = 0;
      for (long from = 0; from < n; from += ROWS) {
        try (var _ = TensorScope.open()) {
          long rows = Math.min(ROWS, n - from);
          Tensor asked = a.narrow(0, from, rows).matmul(b.mT()); // [rows, n]
          Tensor own = b.narrow(0, from, rows).matmul(b.mT());
          jaccard += overlaps(neighbours(asked, k), neighbours(own, k), k);
          Tensor self = asked.diagonal(from, 0, 1).unsqueeze(1); // [rows, 1]
          Tensor rank = asked.gt(self).to(a.dtype()).sum(1).add(1.0);
          mrr += rank.reciprocal().sum().item();
        }
      }
      double cosine = a.mul(b).sum(1).mean().item();
      return new LatentSimilarity(jaccard / n, mrr / n, cosine, Cka.linear(u, v), Cka.rbf(u, v));
    }
  }

  private static long[] neighbours(Tensor similarities, int k) {
    return similarities.topk(k, 1, true).indices().toLongArray(); // [rows, k]
  }

  /** The sum of the rows' intersections over unions. */
  private static double overlaps(long[] first, long[] second, int k) {
    double sum = 0;
    for (int row = 0; row < first.length; row += k) {
      long[] own = Arrays.copyOfRange(second, row, row + k);
      Arrays.sort(own);
      long both =
          Arrays.stream(first, row, row + k).filter(i -> Arrays.binarySearch(own, i) >= 0).count();
      sum += (double) both / (2L * k - both);
    }
    return sum;
  }
}
