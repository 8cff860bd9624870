package polyad.completion.functional;

import java.util.Arrays;

/** One mode during a fit: the sums of messages to its indexes, and its functions' moments. */
final class Mode {
  final int rank;
  final double[] index; // sorted, distinct [D]
  final double[][] mean; // [D][R]
  final double[][] second; // E[uu'], [D][R·R]
  private final MaternKernel kernel;
  private final double[] prior;
  private final Sums own;
  private final Sums kept;
  private Chain chain;

  /**
   * Sums of messages to every index.
   *
   * @param precision Σ Λ, [D][R·R]
   * @param shift Σ η, [D][R]
   */
  record Sums(double[][] precision, double[][] shift) {
    static Sums zero(int indexes, int rank) {
      return new Sums(new double[indexes][rank * rank], new double[indexes][rank]);
    }

    private Sums plus(Sums other) {
      double[][] p = new double[precision.length][];
      double[][] s = new double[shift.length][];
      Arrays.setAll(p, i -> Dense.plus(precision[i], other.precision[i], 1));
      Arrays.setAll(s, i -> Dense.plus(shift[i], other.shift[i], 1));
      return new Sums(p, s);
    }
  }

  /**
   * A mode to begin with.
   *
   * @param mean E[u], [D][R]
   * @param variance of every value
   * @param own first messages of the observations
   * @param kept messages of observations that are no longer at hand; they stay as they are
   */
  Mode(
      MaternKernel kernel,
      double[] index,
      double[][] mean,
      double variance,
      double[] prior,
      double valuePrior,
      Sums own,
      Sums kept) {
    this.kernel = kernel;
    this.rank = mean[0].length;
    this.index = index;
    this.mean = mean;
    this.second = new double[index.length][];
    Arrays.setAll(second, i -> Dense.secondMoment(mean[i], Dense.identity(rank, variance)));
    this.prior = prior;
    this.own = own;
    this.kept = kept;
    this.chain = chain(valuePrior);
  }

  private Chain chain(double valuePrior) {
    Sums all = own.plus(kept);
    return new Chain(kernel, index, all.precision(), all.shift(), prior, valuePrior);
  }

  /** The posterior as it was last smoothed. */
  Chain chain() {
    return chain;
  }

  /** Λ ← ρΛ + (1−ρ)·fresh for the sums of every index, η likewise. */
  void damp(double rho, Sums fresh) {
    for (int i = 0; i < index.length; i++) {
      Dense.damp(rho, own.precision()[i], fresh.precision()[i]);
      Dense.damp(rho, own.shift()[i], fresh.shift()[i]);
    }
  }

  /** Runs the chain on what the messages say of each index. */
  void smooth(double valuePrior) {
    chain = chain(valuePrior);
    for (int i = 0; i < index.length; i++) {
      mean[i] = chain.mean(i);
      second[i] = Dense.secondMoment(mean[i], chain.covariance(i));
    }
  }
}
