package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import polyad.data.Graph;

/**
 * P_H, or Q_H, of a graph's adjacency by joins of neighbour lists: for graphs with few edges, where
 * matrices would be mostly zeros. H is connected; vertices are placed one after the other on
 * neighbours of what is placed already, n·deg^(|V|−1) steps at most.
 */
public final class SparsePolynomial {
  private final Multigraph h;
  private final boolean injective;
  private final int[] order; // vertices of H as they are placed
  private final int[][] earlier; // positions of placed neighbours, the first is the anchor
  private final boolean[] multiplies; // a last vertex of one edge that only multiplies by a degree
  private final int second; // position of the second red, or −1

  /**
   * The numbers that are not zero.
   *
   * @param rows the first red's node; all 0 without a red
   * @param columns the second red's node; equal to rows for less than two reds
   */
  public record Entries(int[] rows, int[] columns, double[] values) {
    /** The sum of all. */
    public double sum() {
      return Arrays.stream(values).sum();
    }
  }

  /**
   * Of a pattern.
   *
   * @param h connected, without vertices that no edge joins to the others
   * @param injective true for Q_H, all indices different
   * @throws IllegalArgumentException when H is not connected
   */
  public SparsePolynomial(Multigraph h, boolean injective) {
    this.h = h;
    this.injective = injective;
    int[] sets = h.neighborSets();
    order = order(h, sets);
    earlier = new int[order.length][];
    multiplies = new boolean[order.length];
    for (int k = 0; k < order.length; k++) {
      List<Integer> placed = new ArrayList<>();
      for (int before = 0; before < k; before++) {
        if ((sets[order[k]] >> order[before] & 1) == 1) {
          placed.add(before);
        }
      }
      earlier[k] = placed.stream().mapToInt(Integer::intValue).toArray();
      multiplies[k] = !injective && k > 0 && isPendant(h, sets, order[k]);
    }
    second = h.reds().size() < 2 ? -1 : position(h.reds().get(1));
  }

  private int position(int v) {
    int k = 0;
    while (order[k] != v) {
      k++;
    }
    return k;
  }

  private static boolean isPendant(Multigraph h, int[] sets, int v) {
    return !h.reds().contains(v) && Integer.bitCount(sets[v]) == 1;
  }

  private static int[] order(Multigraph h, int[] sets) {
    int n = h.vertices();
    int[] order = new int[n];
    int placed = 0;
    int start = h.reds().isEmpty() ? 0 : h.reds().getFirst();
    for (int k = 0; k < n; k++) {
      int best = -1;
      for (int v = 0; v < n; v++) {
        boolean open = (placed >> v & 1) == 0;
        boolean reached = k == 0 ? v == start : (sets[v] & placed) != 0;
        if (open
            && reached
            && (best < 0 || rank(h, sets, v, placed) > rank(h, sets, best, placed))) {
          best = v;
        }
      }
      if (best < 0) {
        throw new IllegalArgumentException(
            "%s is not connected, expected a connected pattern for the sparse path".formatted(h));
      }
      order[k] = best;
      placed |= 1 << best;
    }
    return order;
  }

  /** Vertices with many placed neighbours come first, those that only multiply last. */
  private static int rank(Multigraph h, int[] sets, int v, int placed) {
    return isPendant(h, sets, v) ? -1 : Integer.bitCount(sets[v] & placed);
  }

  /** The values on a graph; its tags and features do not matter. */
  public Entries of(Graph graph) {
    boolean loops = h.edges().stream().anyMatch(e -> e.from() == e.to());
    return new Join(graph).run(loops || h.vertices() == 0);
  }

  /** One graph on its way to values. */
  private final class Join {
    private final Graph graph;
    private final int[] image = new int[order.length];
    private final double[] row;
    private final List<Integer> touched = new ArrayList<>();

    Join(Graph graph) {
      this.graph = graph;
      this.row = new double[Math.max(1, graph.size())];
    }

    Entries run(boolean nothing) {
      List<double[]> found = new ArrayList<>(); // {row, column, value}
      double total = 0;
      for (int i = 0; i < graph.size() && !nothing; i++) {
        image[0] = i;
        place(1, 1);
        for (int j : touched) {
          if (h.reds().isEmpty()) {
            total += row[j];
          } else {
            found.add(new double[] {i, j, row[j]});
          }
          row[j] = 0;
        }
        touched.clear();
      }
      if (h.reds().isEmpty()) {
        double sum = h.vertices() == 0 ? 1 : total;
        return new Entries(new int[] {0}, new int[] {0}, new double[] {sum});
      }
      return new Entries(
          found.stream().mapToInt(e -> (int) e[0]).toArray(),
          found.stream().mapToInt(e -> (int) e[1]).toArray(),
          found.stream().mapToDouble(e -> e[2]).toArray());
    }

    private void place(int k, double weight) {
      if (k == order.length) {
        int column = second < 0 ? image[0] : image[second];
        if (row[column] == 0) {
          touched.add(column);
        }
        row[column] += weight;
        return;
      }
      int[] candidates = graph.neighbors()[image[earlier[k][0]]];
      if (multiplies[k]) {
        if (candidates.length > 0) {
          place(k + 1, weight * candidates.length);
        }
        return;
      }
      for (int candidate : candidates) {
        if (fits(k, candidate)) {
          image[k] = candidate;
          place(k + 1, weight);
        }
      }
    }

    private boolean fits(int k, int candidate) {
      for (int e = 1; e < earlier[k].length; e++) {
        if (!graph.hasEdge(image[earlier[k][e]], candidate)) {
          return false;
        }
      }
      for (int before = 0; injective && before < k; before++) {
        if (image[before] == candidate) {
          return false;
        }
      }
      return true;
    }
  }

  /** The number of subgraphs isomorphic to an undirected pattern, each edge given once. */
  public static double subgraphs(Multigraph pattern, Graph graph) {
    Multigraph plain = pattern.withReds(List.of());
    double maps = new SparsePolynomial(plain, true).of(graph).sum();
    return maps / plain.symmetric().automorphisms();
  }
}
