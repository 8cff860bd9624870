package polyad.data.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import polyad.data.Graph;

/** Families of strongly regular graphs that are easy to write down. */
public final class StronglyRegularGraphs {
  private StronglyRegularGraphs() {}

  /** SR(16,6,2,2): the rook's graph of a 4×4 board and Shrikhande's graph. */
  public static List<Graph> sr16622() {
    return List.of(
        pairs(16, (a, b) -> a / 4 == b / 4 || a % 4 == b % 4),
        pairs(16, (a, b) -> isShrikhande((b / 4 - a / 4 + 4) % 4, (b % 4 - a % 4 + 4) % 4)));
  }

  /** The Cayley graph of Z4² with ±(1,0), ±(0,1), ±(1,1). */
  private static boolean isShrikhande(int dx, int dy) {
    return List.of(4, 12, 1, 3, 5, 15).contains(4 * dx + dy);
  }

  /** SR(28,12,6,4): the triangular graph T(8) and Chang's three switchings of it. */
  public static List<Graph> sr281264() {
    List<int[]> points = new ArrayList<>(); // pairs of 8
    for (int i = 0; i < 8; i++) {
      for (int j = i + 1; j < 8; j++) {
        points.add(new int[] {i, j});
      }
    }
    Graph triangular =
        pairs(28, (a, b) -> Arrays.stream(points.get(a)).anyMatch(v -> has(points.get(b), v)));
    int[][] matching = {{0, 1}, {2, 3}, {4, 5}, {6, 7}};
    int[][] octagon = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}, {6, 7}, {0, 7}};
    int[][] threeAndFive = {{0, 1}, {1, 2}, {0, 2}, {3, 4}, {4, 5}, {5, 6}, {6, 7}, {3, 7}};
    return List.of(
        triangular,
        switched(triangular, points, matching),
        switched(triangular, points, octagon),
        switched(triangular, points, threeAndFive));
  }

  private static boolean has(int[] pair, int v) {
    return pair[0] == v || pair[1] == v;
  }

  /** Seidel's switching: edges between the set and the rest become non-edges and back. */
  private static Graph switched(Graph graph, List<int[]> points, int[][] set) {
    boolean[] inside = new boolean[points.size()];
    for (int v = 0; v < inside.length; v++) {
      int[] point = points.get(v);
      inside[v] = Arrays.stream(set).anyMatch(p -> Arrays.equals(p, point));
    }
    return pairs(points.size(), (a, b) -> graph.hasEdge(a, b) != (inside[a] != inside[b]));
  }

  @FunctionalInterface
  private interface Joined {
    boolean test(int a, int b);
  }

  private static Graph pairs(int n, Joined joined) {
    List<int[]> edges = new ArrayList<>();
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        if (joined.test(a, b)) {
          edges.add(new int[] {a, b});
        }
      }
    }
    return Graph.of(n, edges.toArray(int[][]::new));
  }
}
