package polyad.embedding.words;

import polyad.tensor.Tensor;

/**
 * Skip-gram and GloVe as fits of one matrix of counts X (rows: predicted word i, columns: context
 * j) by scores s_ij = w_i·c_j.
 *
 * <p>(a) Skip-gram's softmax loss S = −Σ X log softmax_i(s) is the Poisson loss P = Σ [e^(s+b+c) −
 * X(s+b+c)] with b = 0 and the best context bias c_j = log Σ_i X_ij − logsumexp_i s_ij, up to a
 * constant: the partition function is a bias. (b) P expanded around s+b+c = log X is ½ Σ X
 * (s+b+c−log X)², GloVe's loss with another weight. (c) With enough dimensions both reach log X but
 * for row and column offsets.
 */
public final class SkipGramGloveRelation {
  private SkipGramGloveRelation() {}

  /** S = −Σ_ij X_ij log softmax_i(s_ij), scores [V, V], counts [V, V]. */
  public static Tensor softmax(Tensor scores, Tensor counts) {
    return counts.mul(scores.logSoftmax(0)).sum().neg();
  }

  /** P = Σ_ij [e^z − X z], z = s + b_i + c_j, [V, V]. */
  public static Tensor poisson(Tensor z, Tensor counts) {
    return z.exp().sub(counts.mul(z)).sum();
  }

  /** GloVe's ½ Σ f(X)(z − log X)² over pairs that occur. */
  public static Tensor glove(Tensor z, Tensor counts, double xMax, double alpha) {
    Tensor weight = counts.div(xMax).pow(alpha).clampMax(1);
    return weighted(z, counts, weight);
  }

  /** ½ Σ X (z − log X)², the expansion of P. */
  public static Tensor quadratic(Tensor z, Tensor counts) {
    return weighted(z, counts, counts);
  }

  private static Tensor weighted(Tensor z, Tensor counts, Tensor weight) {
    Tensor occurs = counts.gt(0);
    Tensor log = counts.clampMin(1e-300).log();
    return weight.mul(z.sub(log).square()).mul(occurs.to(z.dtype())).sum().mul(0.5);
  }

  /** c_j = log Σ_i X_ij − logsumexp_i s_ij, the bias that makes P least with b = 0: [V]. */
  public static Tensor contextBias(Tensor scores, Tensor counts) {
    return counts.sum(0).log().sub(scores.logsumexp(0, false));
  }

  /** P − S at that bias: Σ_j (X_j − X_j log X_j) with the column sums X_j. */
  public static Tensor constant(Tensor counts) {
    Tensor columns = counts.sum(0);
    return columns.sub(columns.mul(columns.log())).sum();
  }

  /** A matrix less its row and column means, so that offsets do not count: [V, V]. */
  public static Tensor doublyCentred(Tensor matrix) {
    Tensor rows = matrix.mean(true, 1);
    Tensor columns = matrix.mean(true, 0);
    return matrix.sub(rows).sub(columns).add(matrix.mean());
  }

  /** Pointwise mutual information log(X_ij X / (X_i X_j)), all counts above 0: [V, V]. */
  public static Tensor pmi(Tensor counts) {
    Tensor rows = counts.sum(true, 1);
    Tensor columns = counts.sum(true, 0);
    return counts.mul(counts.sum()).div(rows.mul(columns)).log();
  }
}
