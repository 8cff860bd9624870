package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pattern H of a polynomial: a directed multigraph, loops and parallel edges allowed, with up
 * to two red vertices, the indices of the result. The reds are ordered and may coincide.
 *
 * @param vertices how many, numbered from 0
 * @param edges each a factor X[from, to] of the polynomial
 * @param reds none, one or two vertices
 */
public record Multigraph(int vertices, List<Edge> edges, List<Integer> reds) {
  private static final int MOST_VERTICES = 31; // neighbour sets are bits of an int

  /**
   * An edge.
   *
   * @param channel which matrix of X it reads, from 0
   */
  public record Edge(int from, int to, int channel) {
    /** An edge that reads the first matrix. */
    public Edge(int from, int to) {
      this(from, to, 0);
    }

    private String text() {
      return from + ">" + to + (channel == 0 ? "" : "@" + channel);
    }
  }

  /**
   * Checks that vertices are there, that there are at most two reds, and that every other vertex
   * has an edge (one without only multiplies by n).
   *
   * @throws IllegalArgumentException that names what is wrong
   */
  public Multigraph {
    edges = List.copyOf(edges);
    reds = List.copyOf(reds);
    if (vertices < 0 || vertices > MOST_VERTICES) {
      throw new IllegalArgumentException(
          "vertices is %d, allowed: 0 to %d".formatted(vertices, MOST_VERTICES));
    }
    if (reds.size() > 2) {
      throw new IllegalArgumentException(
          "reds are %s, allowed: at most two red vertices".formatted(reds));
    }
    boolean[] used = new boolean[vertices];
    for (int red : reds) {
      requireVertex("red vertex", red, vertices);
      used[red] = true;
    }
    for (Edge edge : edges) {
      requireVertex("end of an edge", edge.from(), vertices);
      requireVertex("end of an edge", edge.to(), vertices);
      if (edge.channel() < 0) {
        throw new IllegalArgumentException(
            "channel of edge %s is %d, allowed: 0 or more".formatted(edge.text(), edge.channel()));
      }
      used[edge.from()] = true;
      used[edge.to()] = true;
    }
    for (int v = 0; v < vertices; v++) {
      if (!used[v]) {
        throw new IllegalArgumentException(
            "vertex %d is not red and has no edge, allowed: isolated vertices only when red"
                .formatted(v));
      }
    }
  }

  private static void requireVertex(String what, int v, int vertices) {
    if (v < 0 || v >= vertices) {
      throw new IllegalArgumentException(
          "%s is %d, allowed: a vertex 0 to %d".formatted(what, v, vertices - 1));
    }
  }

  /**
   * With as many vertices as its edges and reds name.
   *
   * @param edges pairs {from, to}, or triples with a channel
   */
  public static Multigraph of(int[][] edges, int... reds) {
    List<Edge> list = new ArrayList<>();
    int last = Arrays.stream(reds).max().orElse(-1);
    for (int[] e : edges) {
      if (e.length < 2 || e.length > 3) {
        throw new IllegalArgumentException(
            "edge %s, allowed: {from, to} or {from, to, channel}".formatted(Arrays.toString(e)));
      }
      list.add(new Edge(e[0], e[1], e.length == 3 ? e[2] : 0));
      last = Math.max(last, Math.max(e[0], e[1]));
    }
    return new Multigraph(last + 1, list, Arrays.stream(reds).boxed().toList());
  }

  /**
   * Reads what {@link #toString()} writes: {@code 0>1,1>2;red 0,2}; {@code @c} behind an edge names
   * its channel.
   *
   * @throws IllegalArgumentException that quotes the piece that does not fit
   */
  public static Multigraph parse(String text) {
    String[] halves = text.strip().split(";", -1);
    if (halves.length > 2) {
      throw new IllegalArgumentException(
          "'%s': expected edges, one ';' and reds, such as 0>1,1>2;red 0,2".formatted(text));
    }
    List<int[]> edges = new ArrayList<>();
    if (!halves[0].isBlank()) {
      for (String piece : halves[0].split(",", -1)) {
        edges.add(edge(text, piece.strip()));
      }
    }
    return of(edges.toArray(int[][]::new), halves.length == 2 ? reds(text, halves[1]) : new int[0]);
  }

  private static int[] edge(String text, String piece) {
    String[] parts = piece.split("[>@]", -1);
    boolean arrow = piece.indexOf('>') > 0 && piece.indexOf('@') != 0;
    if (!arrow || parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException(
          "'%s': '%s', expected an edge from>to or from>to@channel".formatted(text, piece));
    }
    return Arrays.stream(parts).mapToInt(p -> number(text, p)).toArray();
  }

  private static int[] reds(String text, String half) {
    String words = half.strip();
    if (!words.startsWith("red")) {
      throw new IllegalArgumentException(
          "'%s': '%s', expected 'red' and up to two vertices".formatted(text, words));
    }
    String list = words.substring(3).strip();
    return list.isEmpty()
        ? new int[0]
        : Arrays.stream(list.split(",", -1)).mapToInt(p -> number(text, p)).toArray();
  }

  private static int number(String text, String piece) {
    try {
      return Integer.parseInt(piece.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s': '%s', expected a whole number".formatted(text, piece.strip()), e);
    }
  }

  /** The degree of the polynomial: its number of edges. */
  public int degree() {
    return edges.size();
  }

  /** The red vertices without repetition, in order. */
  public List<Integer> distinctReds() {
    return reds.stream().distinct().toList();
  }

  /** The number of channels that X must have. */
  public int channels() {
    return edges.stream().mapToInt(Edge::channel).max().orElse(0) + 1;
  }

  /** The same edges with other reds. */
  public Multigraph withReds(List<Integer> others) {
    return new Multigraph(vertices, edges, others);
  }

  /** With every edge in both directions, loops apart. */
  Multigraph symmetric() {
    List<Edge> both = new ArrayList<>(edges);
    for (Edge e : edges) {
      if (e.from() != e.to()) {
        both.add(new Edge(e.to(), e.from(), e.channel()));
      }
    }
    return new Multigraph(vertices, both, reds);
  }

  /** With every vertex v renamed {@code to[v]}; several may get one name. */
  Multigraph mapped(int[] to, int size) {
    List<Edge> moved =
        edges.stream().map(e -> new Edge(to[e.from()], to[e.to()], e.channel())).toList();
    return new Multigraph(size, moved, reds.stream().map(r -> to[r]).toList());
  }

  /**
   * The other ends of every vertex's edges as bits, without itself: directions, loops and
   * multiplicities forgotten.
   */
  int[] neighborSets() {
    int[] sets = new int[vertices];
    for (Edge e : edges) {
      if (e.from() != e.to()) {
        sets[e.from()] |= 1 << e.to();
        sets[e.to()] |= 1 << e.from();
      }
    }
    return sets;
  }

  /**
   * The pieces into which the reds cut this pattern, all with the same reds: an edge among reds
   * each, and every component of the other vertices with its edges. The polynomial is their
   * product.
   */
  List<Multigraph> pieces() {
    int[] sets = neighborSets();
    int redBits = 0;
    for (int red : reds) {
      redBits |= 1 << red;
    }
    List<Multigraph> pieces = new ArrayList<>();
    int left = (1 << vertices) - 1 & ~redBits;
    while (left != 0) {
      int piece = left & -left;
      int before;
      do {
        before = piece;
        for (int v = 0; v < vertices; v++) {
          piece |= (piece >> v & 1) == 1 ? sets[v] & ~redBits : 0;
        }
      } while (piece != before);
      left &= ~piece;
      int inside = piece;
      pieces.add(
          piece(edges.stream().filter(e -> ((inside >> e.from() | inside >> e.to()) & 1) == 1)));
    }
    for (Edge e : edges) {
      if ((redBits >> e.from() & redBits >> e.to() & 1) == 1) {
        pieces.add(piece(Stream.of(e)));
      }
    }
    return pieces;
  }

  /** These edges and the reds, vertices renumbered. */
  private Multigraph piece(Stream<Edge> kept) {
    List<Edge> list = kept.toList();
    int[] to = new int[vertices];
    Arrays.fill(to, -1);
    int next = 0;
    for (int red : reds) {
      to[red] = to[red] < 0 ? next++ : to[red];
    }
    for (Edge e : list) {
      to[e.from()] = to[e.from()] < 0 ? next++ : to[e.from()];
      to[e.to()] = to[e.to()] < 0 ? next++ : to[e.to()];
    }
    List<Edge> moved =
        list.stream().map(e -> new Edge(to[e.from()], to[e.to()], e.channel())).toList();
    return new Multigraph(next, moved, reds.stream().map(r -> to[r]).toList());
  }

  /**
   * The representative of its class: two multigraphs are isomorphic, directions, channels and the
   * order of the reds kept, exactly when their canonical forms are equal. Colour refinement, then a
   * search over what it leaves undecided.
   */
  public Multigraph canonical() {
    return CanonicalForm.of(this).graph();
  }

  /** The number of permutations of vertices that change nothing and keep every red. */
  public long automorphisms() {
    return CanonicalForm.of(this).automorphisms();
  }

  /** A few lines of text: every vertex with those it points to, reds marked. */
  public String draw() {
    StringBuilder text = new StringBuilder();
    for (int v = 0; v < vertices; v++) {
      int vertex = v;
      String mark =
          reds.isEmpty() || !reds.contains(v) ? "" : " (red " + (reds.indexOf(v) + 1) + ")";
      String ends =
          edges.stream()
              .filter(e -> e.from() == vertex || e.to() == vertex)
              .map(e -> Integer.toString(e.from() == vertex ? e.to() : e.from()))
              .collect(Collectors.toCollection(TreeSet::new))
              .stream()
              .collect(Collectors.joining(" "));
      text.append("  ").append(v).append(mark).append(" -- ").append(ends).append('\n');
    }
    return text.toString();
  }

  @Override
  public String toString() {
    String list = edges.stream().map(Edge::text).collect(Collectors.joining(","));
    String marks = reds.stream().map(String::valueOf).collect(Collectors.joining(","));
    return marks.isEmpty() ? list : list + ";red " + marks;
  }
}
