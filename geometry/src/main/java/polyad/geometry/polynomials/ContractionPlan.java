package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which the indices of P_H are summed. Summing vertex v multiplies all tensors that
 * have its index and leaves one over its neighbours N(v): n^(1+|N(v)|) multiplications.
 *
 * @param order the vertices that are not red, first summed first
 * @param width the largest |N(v)|, with the red pair counted as an edge: the treewidth of H plus
 *     that edge when the order is optimal
 * @param flops multiplications on n nodes
 * @param bytes of the largest step's operand and result together, in double precision
 */
public record ContractionPlan(List<Integer> order, int width, double flops, double bytes) {
  private static final int EXHAUSTIVE = 12;

  /** Copies the order. */
  public ContractionPlan {
    order = List.copyOf(order);
  }

  /**
   * The cheapest order: of least width, and among these of least multiplications, by dynamic
   * programming over subsets for up to twelve summed vertices; else least fill first.
   *
   * @param n nodes of the graph, 1 or more
   */
  public static ContractionPlan of(Multigraph h, long n) {
    if (n < 1) {
      throw new IllegalArgumentException("n is %d, allowed: 1 or more".formatted(n));
    }
    int[] summed = summed(h).toArray();
    List<Integer> order =
        summed.length <= EXHAUSTIVE ? new Subsets(h, summed, n).order() : leastFill(h, summed);
    return measured(h, order, n);
  }

  /** The vertices that are not red. */
  static IntStream summed(Multigraph h) {
    return IntStream.range(0, h.vertices()).filter(v -> !h.reds().contains(v));
  }

  private static ContractionPlan measured(Multigraph h, List<Integer> order, long n) {
    int[] sets = h.neighborSets();
    int width = Math.max(0, h.distinctReds().size() - 1);
    double flops = 0;
    double largest = Math.pow(n, Math.max(h.degree() == 0 ? 0 : 2, h.reds().size()));
    for (int v : order) {
      int degree = Integer.bitCount(sets[v]);
      width = Math.max(width, degree);
      flops += Math.pow(n, 1.0 + degree);
      largest = Math.max(largest, 2 * Math.pow(n, degree));
      eliminate(sets, v);
    }
    return new ContractionPlan(order, width, flops, 8 * largest);
  }

  /** Takes a vertex out and joins its neighbours. */
  static void eliminate(int[] sets, int v) {
    int around = sets[v];
    for (int u = 0; u < sets.length; u++) {
      if ((around >> u & 1) == 1) {
        sets[u] = (sets[u] | around) & ~(1 << u) & ~(1 << v);
      }
    }
    sets[v] = 0;
  }

  private static List<Integer> leastFill(Multigraph h, int[] summed) {
    int[] sets = h.neighborSets();
    List<Integer> left = new ArrayList<>(Arrays.stream(summed).boxed().toList());
    List<Integer> order = new ArrayList<>();
    while (!left.isEmpty()) {
      int best = left.getFirst();
      for (int v : left) {
        if (fill(sets, v) < fill(sets, best)) {
          best = v;
        }
      }
      order.add(best);
      left.remove(Integer.valueOf(best));
      eliminate(sets, best);
    }
    return order;
  }

  private static int fill(int[] sets, int v) {
    int missing = 0;
    for (int u = 0; u < sets.length; u++) {
      if ((sets[v] >> u & 1) == 1) {
        missing += Integer.bitCount(sets[v] & ~sets[u] & ~(1 << u));
      }
    }
    return missing;
  }

  /** The best order to sum every subset first: least width, then least multiplications. */
  private static final class Subsets {
    private final int[] sets;
    private final int[] summed;
    private final long n;

    Subsets(Multigraph h, int[] summed, long n) {
      this.sets = h.neighborSets();
      this.summed = summed;
      this.n = n;
    }

    List<Integer> order() {
      int states = 1 << summed.length;
      int[] width = new int[states];
      double[] flops = new double[states];
      int[] last = new int[states];
      for (int state = 1; state < states; state++) {
        width[state] = Integer.MAX_VALUE;
        for (int k = 0; k < summed.length; k++) {
          int before = state & ~(1 << k);
          if (before == state) {
            continue;
          }
          int degree = Integer.bitCount(around(summed[k], before));
          int w = Math.max(width[before], degree);
          double cost = flops[before] + Math.pow(n, 1.0 + degree);
          if (w < width[state] || (w == width[state] && cost < flops[state])) {
            width[state] = w;
            flops[state] = cost;
            last[state] = k;
          }
        }
      }
      List<Integer> order = new ArrayList<>();
      for (int state = states - 1; state != 0; state &= ~(1 << last[state])) {
        order.addFirst(summed[last[state]]);
      }
      return order;
    }

    /** The vertices that v reaches through summed ones. */
    private int around(int v, int summedBefore) {
      int gone = 0;
      for (int k = 0; k < summed.length; k++) {
        gone |= (summedBefore >> k & 1) << summed[k];
      }
      int reached = 1 << v | sets[v];
      int walked = 1 << v;
      while ((reached & gone & ~walked) != 0) {
        int u = Integer.numberOfTrailingZeros(reached & gone & ~walked);
        walked |= 1 << u;
        reached |= sets[u];
      }
      return reached & ~gone & ~(1 << v);
    }
  }
}
