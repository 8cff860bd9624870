package polyad.retrieval;

/**
 * What an exact funnel search found, row numbers of the database, best first.
 *
 * @param shortlist the nearest at the retrieval dimension, {@code [Q][k_0]}
 * @param stages the candidates after each stage, {@code [stages][Q][k_i]}
 */
public record FunnelResult(int[][] shortlist, int[][][] stages) {

  /** The last stage, or the shortlist when there is none, {@code [Q][k]}. */
  public int[][] neighbours() {
    return stages.length == 0 ? shortlist : stages[stages.length - 1];
  }
}
