package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All patterns up to a number of edges, one of each class of isomorphism, in canonical form: each
 * grows out of one with an edge less.
 */
public final class MultigraphEnumerator {
  private final Kind kind;
  private final int reds;
  private final List<List<Multigraph>> byEdges = new ArrayList<>();

  /** Which patterns. */
  public enum Kind {
    /** The basis: directed, loops and parallel edges allowed, reds may coincide. */
    DIRECTED,
    /** Connected simple graphs, each edge once with from &lt; to, reds distinct. */
    SIMPLE_CONNECTED
  }

  /**
   * Enumerates.
   *
   * @param maxEdges 0 or more
   * @param reds 0, 1 or 2
   */
  public MultigraphEnumerator(int maxEdges, int reds, Kind kind) {
    if (maxEdges < 0 || reds < 0 || reds > 2) {
      throw new IllegalArgumentException(
          "maxEdges, reds are %d, %d, allowed: 0 or more and 0 to 2".formatted(maxEdges, reds));
    }
    this.kind = kind;
    this.reds = reds;
    switch (kind) {
      case DIRECTED -> directed(maxEdges);
      case SIMPLE_CONNECTED -> connected(maxEdges);
    }
  }

  /** Those with exactly this many edges. */
  public List<Multigraph> withEdges(int edges) {
    return byEdges.get(edges);
  }

  /** All of them, fewer edges first. */
  public List<Multigraph> all() {
    return byEdges.stream().flatMap(Collection::stream).toList();
  }

  /** What is enumerated. */
  public Kind kind() {
    return kind;
  }

  private void directed(int maxEdges) {
    Set<Multigraph> level = new LinkedHashSet<>();
    switch (reds) {
      case 0 -> level.add(new Multigraph(0, List.of(), List.of()));
      case 1 -> level.add(new Multigraph(1, List.of(), List.of(0)));
      default -> {
        level.add(new Multigraph(2, List.of(), List.of(0, 1)));
        level.add(new Multigraph(1, List.of(), List.of(0, 0)));
      }
    }
    byEdges.add(List.copyOf(level));
    for (int d = 1; d <= maxEdges; d++) {
      Set<Multigraph> next = new LinkedHashSet<>();
      for (Multigraph h : byEdges.getLast()) {
        grow(h, next);
      }
      byEdges.add(List.copyOf(next));
    }
  }

  /** With every edge between old vertices and up to two new ones. */
  private static void grow(Multigraph h, Set<Multigraph> into) {
    int n = h.vertices();
    for (int from = 0; from <= n; from++) {
      int lastTo = from == n ? n + 1 : n;
      for (int to = 0; to <= lastTo; to++) {
        into.add(plus(h, from, to).canonical());
      }
    }
  }

  private static Multigraph plus(Multigraph h, int from, int to) {
    List<Multigraph.Edge> edges = new ArrayList<>(h.edges());
    edges.add(new Multigraph.Edge(from, to));
    int vertices = Math.max(h.vertices(), Math.max(from, to) + 1);
    return new Multigraph(vertices, edges, h.reds());
  }

  private void connected(int maxEdges) {
    List<Multigraph> level = List.of(Multigraph.of(new int[][] {{0, 1}}));
    byEdges.add(List.of());
    for (int d = 1; d <= maxEdges; d++) {
      Set<Multigraph> coloured = new LinkedHashSet<>();
      level.forEach(h -> colour(h, coloured));
      byEdges.add(List.copyOf(coloured));
      Set<Multigraph> next = new LinkedHashSet<>();
      level.forEach(h -> growSimple(h, next));
      level = List.copyOf(next);
    }
  }

  private static void growSimple(Multigraph h, Set<Multigraph> into) {
    int n = h.vertices();
    int[] sets = h.neighborSets();
    for (int from = 0; from < n; from++) {
      for (int to = from + 1; to <= n; to++) {
        if (to == n || (sets[from] >> to & 1) == 0) {
          into.add(undirected(plus(h, from, to)));
        }
      }
    }
  }

  private void colour(Multigraph h, Set<Multigraph> into) {
    for (int a = 0; a < h.vertices(); a++) {
      for (int b = 0; b < h.vertices(); b++) {
        switch (reds) {
          case 0 -> into.add(h);
          case 1 -> into.add(undirected(h.withReds(List.of(a))));
          default -> {
            if (a != b) {
              into.add(undirected(h.withReds(List.of(a, b))));
            }
          }
        }
      }
    }
  }

  /** The canonical form when directions do not count: from &lt; to in every edge. */
  static Multigraph undirected(Multigraph h) {
    Multigraph both = h.symmetric().canonical();
    List<Multigraph.Edge> once = both.edges().stream().filter(e -> e.from() <= e.to()).toList();
    return new Multigraph(both.vertices(), once, both.reds());
  }
}
