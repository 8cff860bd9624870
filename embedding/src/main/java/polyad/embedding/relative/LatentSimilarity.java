package polyad.embedding.relative;

import java.util.stream.IntStream;
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
 */
public record LatentSimilarity(double jaccard, double mrr, double cosine, double linearCka) {
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
      int n = (int) a.size(0);
      Tensor asked = a.matmul(b.mT()); // [n, n], queries of u among v
      long[] foreign = asked.argsort(1, true).toLongArray();
      long[] own = b.matmul(b.mT()).argsort(1, true).toLongArray();
      double jaccard = 0;
      double mrr = 0;
      for (int i = 0; i < n; i++) {
        int row = i * n;
        long both =
            IntStream.range(row, row + k)
                .filter(p -> IntStream.range(row, row + k).anyMatch(q -> own[p] == foreign[q]))
                .count();
        jaccard += (double) both / (2L * k - both) / n;
        int rank = 0;
        while (foreign[row + rank] != i) {
          rank++;
        }
        mrr += 1.0 / (rank + 1) / n;
      }
      double cosine = a.mul(b).sum(1).mean().item();
      return new LatentSimilarity(jaccard, mrr, cosine, Cka.linear(u, v));
    }
  }
}
