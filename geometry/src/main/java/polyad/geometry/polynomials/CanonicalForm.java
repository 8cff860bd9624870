package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical labelling by individualisation and refinement: vertices are coloured by what they see
 * until nothing changes; of a colour that is shared every vertex is singled out in turn; of all
 * labellings reached the one with the least list of edges is kept. Those that reach it are the
 * automorphisms.
 */
final class CanonicalForm {
  private final Multigraph graph;
  private int @Nullable [] best; // sorted codes of the edges under the best labelling
  private int[] bestLabels = new int[0];
  private long ties;

  /** The result. */
  record Result(Multigraph graph, long automorphisms) {}

  private CanonicalForm(Multigraph graph) {
    this.graph = graph;
  }

  static Result of(Multigraph graph) {
    CanonicalForm form = new CanonicalForm(graph);
    int[] colours = new int[graph.vertices()];
    List<Integer> reds = graph.reds();
    for (int k = 0; k < reds.size(); k++) {
      colours[reds.get(k)] |= 1 << k;
    }
    form.search(colours);
    return new Result(form.labelled(), form.ties);
  }

  private Multigraph labelled() {
    Multigraph moved = graph.mapped(bestLabels, graph.vertices());
    List<Multigraph.Edge> sorted = new ArrayList<>(moved.edges());
    sorted.sort(
        Comparator.comparingInt(Multigraph.Edge::from)
            .thenComparingInt(Multigraph.Edge::to)
            .thenComparingInt(Multigraph.Edge::channel));
    return new Multigraph(moved.vertices(), sorted, moved.reds());
  }

  private void search(int[] given) {
    int[] colours = refine(given);
    int shared = sharedColour(colours);
    if (shared < 0) {
      leaf(colours);
      return;
    }
    for (int v = 0; v < colours.length; v++) {
      if (colours[v] == shared) {
        int[] next = Arrays.stream(colours).map(c -> 2 * c + 1).toArray();
        next[v]--;
        search(next);
      }
    }
  }

  /** The least colour of two or more vertices, −1 without one. */
  private static int sharedColour(int[] colours) {
    int[] count = new int[colours.length];
    for (int c : colours) {
      count[c]++;
    }
    for (int c = 0; c < count.length; c++) {
      if (count[c] > 1) {
        return c;
      }
    }
    return -1;
  }

  private void leaf(int[] labels) {
    int[] codes =
        graph.edges().stream()
            .mapToInt(
                e ->
                    (labels[e.from()] * labels.length + labels[e.to()]) * graph.channels()
                        + e.channel())
            .sorted()
            .toArray();
    int order = best == null ? -1 : Arrays.compare(codes, best);
    if (order < 0) {
      best = codes;
      bestLabels = labels;
      ties = 1;
    } else if (order == 0) {
      ties++;
    }
  }

  /** Colours 0..k−1 by the order of signatures, which do not depend on the labels. */
  private int[] refine(int[] given) {
    int[] colours = ranks(Arrays.stream(given).mapToObj(c -> new int[] {c}).toArray(int[][]::new));
    int classes = distinct(colours);
    while (true) {
      int[] next = ranks(signatures(colours));
      int found = distinct(next);
      if (found == classes) {
        return next;
      }
      colours = next;
      classes = found;
    }
  }

  private static int distinct(int[] colours) {
    return (int) Arrays.stream(colours).distinct().count();
  }

  private int[][] signatures(int[] colours) {
    int n = colours.length;
    List<List<Integer>> seen = new ArrayList<>();
    for (int v = 0; v < n; v++) {
      seen.add(new ArrayList<>());
    }
    for (Multigraph.Edge e : graph.edges()) {
      if (e.from() == e.to()) {
        seen.get(e.from()).add(3 * n * e.channel() + 2 * n);
      } else {
        seen.get(e.from()).add(3 * n * e.channel() + colours[e.to()]);
        seen.get(e.to()).add(3 * n * e.channel() + n + colours[e.from()]);
      }
    }
    int[][] signatures = new int[n][];
    for (int v = 0; v < n; v++) {
      int[] own = seen.get(v).stream().mapToInt(Integer::intValue).sorted().toArray();
      signatures[v] = new int[own.length + 1];
      signatures[v][0] = colours[v];
      System.arraycopy(own, 0, signatures[v], 1, own.length);
    }
    return signatures;
  }

  private static int[] ranks(int[][] signatures) {
    TreeMap<int[], Integer> order = new TreeMap<>(Arrays::compare);
    for (int[] signature : signatures) {
      order.put(signature, 0);
    }
    int rank = 0;
    for (var entry : order.entrySet()) {
      entry.setValue(rank++);
    }
    return Arrays.stream(signatures).mapToInt(order::get).toArray();
  }
}
