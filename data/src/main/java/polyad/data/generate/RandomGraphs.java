package polyad.data.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import polyad.data.Graph;

/**
 * Random graphs of different sizes, Erdős–Rényi and regular ones in turn.
 *
 * @param leastNodes 4 or more
 * @param mostNodes at least as many
 * @param leastDegree of the mean degree of Erdős–Rényi graphs
 * @param mostDegree of the same, and of the degree of regular ones
 */
public record RandomGraphs(int leastNodes, int mostNodes, double leastDegree, double mostDegree) {

  /** 10 to 30 nodes of mean degree 2 to 8. */
  public static final RandomGraphs DEFAULT = new RandomGraphs(10, 30, 2, 8);

  /** Checks the numbers. */
  public RandomGraphs {
    if (leastNodes < 4 || mostNodes < leastNodes) {
      throw new IllegalArgumentException(
          "leastNodes, mostNodes are %d, %d, allowed: 4 or more and no less than that"
              .formatted(leastNodes, mostNodes));
    }
    if (!(leastDegree >= 0) || !(mostDegree >= leastDegree) || mostDegree > leastNodes - 1) {
      throw new IllegalArgumentException(
          "leastDegree, mostDegree are %s, %s, allowed: 0 to %d in order"
              .formatted(leastDegree, mostDegree, leastNodes - 1));
    }
  }

  /** This many graphs. */
  public List<Graph> draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Graph> graphs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int n = random.nextInt(leastNodes, mostNodes + 1);
      double degree = leastDegree + (mostDegree - leastDegree) * random.nextDouble();
      graphs.add(i % 2 == 0 ? erdosRenyi(n, degree, random) : regular(n, degree, random));
    }
    return graphs;
  }

  /** Every pair with the same probability, which gives this mean degree. */
  public static Graph erdosRenyi(int n, double meanDegree, SplittableRandom random) {
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        if (random.nextDouble() * (n - 1) < meanDegree) {
          edges.add(new int[] {i, j});
        }
      }
    }
    return Graph.of(n, edges.toArray(int[][]::new));
  }

  /** A circulant of the degree, rounded down to even, whose edges are then exchanged at random. */
  private static Graph regular(int n, double degree, SplittableRandom random) {
    int half = Math.max(1, (int) (degree / 2));
    boolean[][] joined = new boolean[n][n];
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int step = 1; step <= half && 2 * step < n; step++) {
        edges.add(new int[] {i, (i + step) % n});
        joined[i][(i + step) % n] = true;
        joined[(i + step) % n][i] = true;
      }
    }
    for (int turn = 0; turn < 10 * edges.size(); turn++) {
      exchange(edges, random.nextInt(edges.size()), random.nextInt(edges.size()), joined);
    }
    return Graph.of(n, edges.toArray(int[][]::new));
  }

  /** a-b, c-d become a-d, c-b where that leaves a simple graph: all degrees stay. */
  private static void exchange(List<int[]> edges, int first, int second, boolean[][] joined) {
    int[] p = edges.get(first);
    int[] q = edges.get(second);
    int a = p[0];
    int b = p[1];
    int c = q[0];
    int d = q[1];
    if (a == c || a == d || b == c || b == d || joined[a][d] || joined[c][b]) {
      return;
    }
    set(joined, a, b, false);
    set(joined, c, d, false);
    set(joined, a, d, true);
    set(joined, c, b, true);
    edges.set(first, new int[] {a, d});
    edges.set(second, new int[] {c, b});
  }

  private static void set(boolean[][] joined, int a, int b, boolean value) {
    joined[a][b] = value;
    joined[b][a] = value;
  }
}
