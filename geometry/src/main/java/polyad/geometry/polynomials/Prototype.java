package polyad.geometry.polynomials;

/**
 * What a family of graph networks can compute: it sums over one index at a time, and the sum may
 * leave a tensor over so many others. P_H is computable exactly when such sums, one vertex after
 * the other, leave the reds alone.
 */
public enum Prototype {
  /** Node features h and X·h, Xᵀ·h, products and sums: message passing. H must be a forest. */
  NODE_BASED("F_n", 1, 1),
  /** Pairs, row and column sums, diagonals and products, but no matrix product: 2-IGN. */
  PAIR_BASED("F_p", 1, 2),
  /**
   * Pairs with matrix products, transposes and diagonals: treewidth of H with its reds joined 2.
   */
  EDGE_BASED("F_e", 2, 2);

  private final String symbol;
  private final int neighbors;
  private final int reds;

  Prototype(String symbol, int neighbors, int reds) {
    this.symbol = symbol;
    this.neighbors = neighbors;
    this.reds = reds;
  }

  /** The paper's name. */
  public String symbol() {
    return symbol;
  }

  /** The most indices its results can have. */
  public int reds() {
    return reds;
  }

  /** Whether P_H can be computed. Loops, directions and parallel edges do not matter. */
  public boolean computes(Multigraph h) {
    if (h.reds().size() > reds) {
      return false;
    }
    int[] sets = h.neighborSets();
    int left = (1 << h.vertices()) - 1;
    for (int red : h.reds()) {
      left &= ~(1 << red);
    }
    int before;
    do {
      before = left;
      for (int v = 0; v < sets.length; v++) {
        if ((left >> v & 1) == 1 && Integer.bitCount(sets[v]) <= neighbors) {
          ContractionPlan.eliminate(sets, v);
          left &= ~(1 << v);
        }
      }
    } while (left != before);
    return left == 0;
  }
}
