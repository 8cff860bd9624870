package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists of patterns that serve as features: those that a network cannot compute by itself.
 *
 * <p>Patterns stand for undirected graphs, each edge once.
 */
public final class ExtraPolynomials {
  private static final int[][] DIAMOND = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}};
  private static final int[][] K4 = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}};
  private static final int[][] BOOK = {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {1, 2}, {1, 3}};
  private static final int[][] TAILED = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 4}};
  private static final int[][] HOUSE = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 4}, {3, 4}};
  private static final int[][] THETA = {{0, 1}, {0, 2}, {0, 3}, {1, 4}, {2, 4}, {3, 4}};

  private ExtraPolynomials() {}

  /**
   * The release's pair features of a degree, in its order: what the edge-based prototype lacks.
   *
   * @param degree 5 gives one, 6 eleven, anything from 0 to 4 none
   */
  public static List<Multigraph> ofPairs(int degree) {
    if (degree < 0 || degree > 6) {
      throw new IllegalArgumentException("degree is %d, allowed: 0 to 6".formatted(degree));
    }
    return switch (degree) {
      case 5 -> List.of(Multigraph.of(DIAMOND, 2, 3));
      case 6 ->
          List.of(
              Multigraph.of(K4),
              Multigraph.of(K4, 0),
              Multigraph.of(K4, 0, 1),
              Multigraph.of(BOOK, 2, 3),
              Multigraph.of(TAILED, 2, 3),
              Multigraph.of(TAILED, 3, 2),
              Multigraph.of(TAILED, 3, 4),
              Multigraph.of(TAILED, 4, 3),
              Multigraph.of(HOUSE, 2, 3),
              Multigraph.of(HOUSE, 3, 2),
              Multigraph.of(THETA, 1, 2));
      default -> List.of();
    };
  }

  /** The pair features of all degrees up to this one. */
  public static List<Multigraph> ofPairsUpTo(int degree) {
    List<Multigraph> all = new ArrayList<>();
    for (int d = 0; d <= degree; d++) {
      all.addAll(ofPairs(d));
    }
    return List.copyOf(all);
  }

  /**
   * The node features up to a degree: connected patterns with one red that the node-based prototype
   * lacks. Their sums over nodes are those without red, so that a sum readout has these too.
   */
  public static List<Multigraph> ofNodesUpTo(int degree) {
    return missing(Prototype.NODE_BASED, degree, 1);
  }

  /** Connected simple patterns that a prototype cannot compute, fewer edges first. */
  public static List<Multigraph> missing(Prototype prototype, int maxEdges, int reds) {
    return new MultigraphEnumerator(maxEdges, reds, MultigraphEnumerator.Kind.SIMPLE_CONNECTED)
        .all().stream().filter(h -> !prototype.computes(h)).toList();
  }

  /** Closed walks through the red vertex of lengths from 3 to the longest. */
  public static List<Multigraph> cycles(int longest) {
    List<Multigraph> all = new ArrayList<>();
    for (int k = 3; k <= longest; k++) {
      int[][] edges = new int[k][];
      for (int i = 0; i < k; i++) {
        edges[i] = new int[] {i, (i + 1) % k};
      }
      all.add(Multigraph.of(edges, 0));
    }
    return List.copyOf(all);
  }
}
