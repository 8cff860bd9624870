package polyad.geometry.polynomials;

import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import polyad.data.Graph;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Counts the pairs of graphs of a family that features or refinements cannot tell apart. All
 * comparisons are of whole contents, none of hashes alone.
 */
public final class GraphDistinguisher {
  private GraphDistinguisher() {}

  /**
   * The pairs with equal fingerprints.
   *
   * @param fingerprint an object whose equality means that the model cannot tell graphs apart
   */
  public static long count(List<Graph> family, Function<Graph, ?> fingerprint) {
    Map<Object, Long> groups = new HashMap<>();
    for (Graph graph : family) {
      groups.merge(fingerprint.apply(graph), 1L, Long::sum);
    }
    return pairs(groups);
  }

  private static long pairs(Map<?, Long> groups) {
    return groups.values().stream().mapToLong(g -> g * (g - 1) / 2).sum();
  }

  /**
   * The multiset over all ordered pairs of (F_ij, F_ji, F_ii, F_jj), where F is the adjacency and
   * these polynomials: what one layer on pairs sees. The values are whole numbers, exact in double
   * precision.
   */
  public static Object pairMultiset(Graph graph, List<Multigraph> terms) {
    int n = graph.size();
    int c = terms.size() + 1;
    double[] f = new double[c * n * n];
    try (var _ = TensorScope.open()) {
      Tensor adjacency = Tensor.of(graph.adjacency(), n, n);
      System.arraycopy(graph.adjacency(), 0, f, 0, n * n);
      if (!terms.isEmpty()) {
        double[] more =
            new PolynomialFeatures(terms, PolynomialFeatures.Normalization.NONE)
                .transform(adjacency)
                .to(DType.F64)
                .toDoubleArray();
        System.arraycopy(more, 0, f, n * n, more.length);
      }
    }
    long[][] rows = new long[n * n][4 * c];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < c; k++) {
          int at = k * n * n;
          long[] row = rows[i * n + j];
          row[4 * k] = (long) f[at + i * n + j];
          row[4 * k + 1] = (long) f[at + j * n + i];
          row[4 * k + 2] = (long) f[at + i * n + i];
          row[4 * k + 3] = (long) f[at + j * n + j];
        }
      }
    }
    Arrays.sort(rows, Arrays::compare);
    return LongBuffer.wrap(Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray());
  }

  /**
   * The pairs that colour refinement (1-WL) leaves, which is what node-based networks see.
   *
   * @param terms patterns with one red whose values are the first colours; none for one colour
   */
  public static long afterNodeRefinement(List<Graph> family, List<Multigraph> terms) {
    int[][] colours = new int[family.size()][]; // a colour a node
    Map<LongBuffer, Integer> first = new HashMap<>();
    for (int g = 0; g < colours.length; g++) {
      colours[g] = initial(family.get(g), terms, first);
    }
    int rounds = family.stream().mapToInt(Graph::size).max().orElse(0);
    for (int round = 0; round < rounds; round++) {
      Map<IntBuffer, Integer> names = new HashMap<>();
      for (int g = 0; g < colours.length; g++) {
        int[] old = colours[g];
        int[][] lists = family.get(g).neighbors();
        int[] next = new int[old.length];
        for (int v = 0; v < next.length; v++) {
          int[] seen = new int[lists[v].length + 1];
          for (int k = 0; k < lists[v].length; k++) {
            seen[k] = old[lists[v][k]];
          }
          seen[lists[v].length] = -1;
          Arrays.sort(seen);
          seen[0] = -old[v] - 1; // the sorted list began with −1; the own colour takes its place
          next[v] = named(names, IntBuffer.wrap(seen));
        }
        colours[g] = next;
      }
    }
    return equalMultisets(colours);
  }

  private static int[] initial(
      Graph graph, List<Multigraph> terms, Map<LongBuffer, Integer> names) {
    int n = graph.size();
    long[][] values = new long[n][terms.size()];
    for (int k = 0; k < terms.size(); k++) {
      var entries = new SparsePolynomial(terms.get(k), false).of(graph);
      for (int e = 0; e < entries.rows().length; e++) {
        values[entries.rows()[e]][k] = (long) entries.values()[e];
      }
    }
    return Arrays.stream(values).mapToInt(v -> named(names, LongBuffer.wrap(v))).toArray();
  }

  private static <K> int named(Map<K, Integer> names, K key) {
    Integer known = names.get(key);
    if (known != null) {
      return known;
    }
    names.put(key, names.size());
    return names.size() - 1;
  }

  /** The pairs that 2-FWL leaves, which is what edge-based networks see. */
  public static long afterPairRefinement(List<Graph> family) {
    int[][] colours = new int[family.size()][];
    for (int g = 0; g < colours.length; g++) {
      colours[g] = edges(family.get(g));
    }
    long left = equalMultisets(colours);
    int rounds = family.stream().mapToInt(Graph::size).max().orElse(0);
    for (int round = 0; round < rounds * rounds && left > 0; round++) {
      Map<IntBuffer, Integer> names = new HashMap<>();
      int before = distinct(colours);
      for (int g = 0; g < colours.length; g++) {
        colours[g] = refined(colours[g], family.get(g).size(), names);
      }
      left = equalMultisets(colours);
      if (names.size() == before) {
        break;
      }
    }
    return left;
  }

  private static int distinct(int[][] colours) {
    return (int) Arrays.stream(colours).flatMapToInt(Arrays::stream).distinct().count();
  }

  private static int[] edges(Graph graph) {
    int n = graph.size();
    int[] colours = new int[n * n];
    for (int i = 0; i < n; i++) {
      for (int j : graph.neighbors()[i]) {
        colours[i * n + j] = 1;
      }
      colours[i * n + i] = 2;
    }
    return colours;
  }

  /** (i, j) sees the multiset over k of the colours of (i, k) and (k, j). */
  private static int[] refined(int[] old, int n, Map<IntBuffer, Integer> names) {
    int[] next = new int[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        long[] seen = new long[n];
        for (int k = 0; k < n; k++) {
          seen[k] = (long) old[i * n + k] << 32 | old[k * n + j];
        }
        Arrays.sort(seen);
        int[] key = new int[2 * n + 1];
        key[0] = old[i * n + j];
        for (int k = 0; k < n; k++) {
          key[2 * k + 1] = (int) (seen[k] >> 32);
          key[2 * k + 2] = (int) seen[k];
        }
        next[i * n + j] = named(names, IntBuffer.wrap(key));
      }
    }
    return next;
  }

  private static long equalMultisets(int[][] colours) {
    Map<IntBuffer, Long> groups = new HashMap<>();
    for (int[] own : colours) {
      groups.merge(IntBuffer.wrap(Arrays.stream(own).sorted().toArray()), 1L, Long::sum);
    }
    return pairs(groups);
  }
}
