package polyad.retrieval;

import java.util.Arrays;

/**
 * The stages of a funnel search.
 *
 * @param retrievalDim D_s, the prefix that finds the shortlist, at least 1
 * @param shortlist k_0 &gt;= k_1 &gt;= ..., how many candidates enter each stage, each at least 1;
 *     the first is also the length of the shortlist
 * @param rerankDims d_0 &lt; d_1 &lt; ..., all over D_s, the prefix of each stage; as many as
 *     shortlist sizes, or none for a search that ends with the shortlist
 * @param overFetch at least 1: an approximate search collects this many times k_0 candidates (and
 *     never fewer than 200) before it cuts to k_0
 */
public record FunnelPlan(int retrievalDim, int[] shortlist, int[] rerankDims, double overFetch) {

  /** Checks and copies. */
  public FunnelPlan {
    shortlist = shortlist.clone();
    rerankDims = rerankDims.clone();
    if (retrievalDim < 1) {
      throw new IllegalArgumentException("retrievalDim: " + retrievalDim + " is not at least 1");
    }
    checkLengths(shortlist, rerankDims);
    checkShortlist(shortlist);
    checkDims(retrievalDim, rerankDims);
    if (!(overFetch >= 1) || !Double.isFinite(overFetch)) {
      throw new IllegalArgumentException("overFetch: " + overFetch + " is not at least 1");
    }
  }

  /** A funnel without over-fetching. */
  public FunnelPlan(int retrievalDim, int[] shortlist, int[] rerankDims) {
    this(retrievalDim, shortlist, rerankDims, 1);
  }

  /** Single shot: the {@code k} nearest at one prefix length. */
  public static FunnelPlan single(int dim, int k) {
    return new FunnelPlan(dim, new int[] {k}, new int[0]);
  }

  /** Adaptive retrieval: a shortlist at one prefix length, reordered at another. */
  public static FunnelPlan adaptive(int retrievalDim, int shortlist, int rerankDim) {
    return new FunnelPlan(retrievalDim, new int[] {shortlist}, new int[] {rerankDim});
  }

  private static void checkLengths(int[] shortlist, int[] rerankDims) {
    boolean single = rerankDims.length == 0 && shortlist.length == 1;
    if (!single && (shortlist.length == 0 || shortlist.length != rerankDims.length)) {
      throw new IllegalArgumentException(
          "shortlist, rerankDims: %d sizes for %d stages; a funnel has one size a stage"
              .formatted(shortlist.length, rerankDims.length));
    }
  }

  private static void checkShortlist(int[] shortlist) {
    for (int i = 0; i < shortlist.length; i++) {
      if (shortlist[i] < 1 || (i > 0 && shortlist[i] > shortlist[i - 1])) {
        throw new IllegalArgumentException(
            "shortlist: " + Arrays.toString(shortlist) + " must be positive and must not rise");
      }
    }
  }

  private static void checkDims(int retrievalDim, int[] rerankDims) {
    int last = retrievalDim;
    for (int dim : rerankDims) {
      if (dim <= last) {
        throw new IllegalArgumentException(
            "rerankDims: %s must rise, from over retrievalDim = %d"
                .formatted(Arrays.toString(rerankDims), retrievalDim));
      }
      last = dim;
    }
  }

  @Override
  public int[] shortlist() {
    return shortlist.clone();
  }

  @Override
  public int[] rerankDims() {
    return rerankDims.clone();
  }

  /** Number of stages after the shortlist. */
  int stages() {
    return rerankDims.length;
  }

  /** The length of the shortlist, k_0. */
  int candidates() {
    return shortlist[0];
  }

  /** How many candidates the last stage returns. */
  int results() {
    return shortlist[shortlist.length - 1];
  }

  /** The longest prefix that is looked at. */
  int lastDim() {
    return rerankDims.length == 0 ? retrievalDim : rerankDims[rerankDims.length - 1];
  }

  /**
   * The cost of a query by exact search, (N D_s + sum k_i d_i) / 10^6 multiply-adds.
   *
   * @param n the number of vectors
   */
  public double megaFlops(long n) {
    double cost = (double) n * retrievalDim;
    for (int i = 0; i < rerankDims.length; i++) {
      cost += (double) shortlist[i] * rerankDims[i];
    }
    return cost / 1e6;
  }

  /** Refuses to return more results than the last stage holds. */
  void requireResults(int k) {
    if (k < 1 || k > results()) {
      throw new IllegalArgumentException(
          "k: " + k + " is outside [1, " + results() + "], the last shortlist size");
    }
  }

  @Override
  public String toString() {
    return "FunnelPlan[retrievalDim=%d, shortlist=%s, rerankDims=%s, overFetch=%s]"
        .formatted(
            retrievalDim, Arrays.toString(shortlist), Arrays.toString(rerankDims), overFetch);
  }
}
