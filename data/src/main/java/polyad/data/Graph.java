package polyad.data;

import java.util.Arrays;

/**
 * An undirected graph without loops or parallel edges.
 *
 * @param neighbors of every node, ascending; each edge stands with both its ends; not copied
 * @param tags a kind for every node, such as an element's number, any integer; empty when there are
 *     none
 * @param features numbers of every node, all rows of one length; empty when there are none
 */
public record Graph(int[][] neighbors, int[] tags, double[][] features) {

  /**
   * Checks that tags and features, where given, are there for every node, that neighbours ascend
   * and that every edge stands with both its ends.
   *
   * @throws IllegalArgumentException that names the node
   */
  public Graph {
    int n = neighbors.length;
    if ((tags.length != 0 && tags.length != n) || (features.length != 0 && features.length != n)) {
      throw new IllegalArgumentException(
          "tags, features: %d and %d for %d nodes".formatted(tags.length, features.length, n));
    }
    for (int i = 0; i < n; i++) {
      int before = -1;
      for (int j : neighbors[i]) {
        if (j <= before || j >= n || j == i) {
          throw new IllegalArgumentException(
              "neighbours of node %d: %d after %d, allowed: ascending below %d and not itself"
                  .formatted(i, j, before, n));
        }
        if (Arrays.binarySearch(neighbors[j], i) < 0) {
          throw new IllegalArgumentException(
              "edge %d-%d stands with node %d but not with node %d".formatted(i, j, i, j));
        }
        before = j;
      }
    }
  }

  /**
   * A graph of these edges; one that is named twice counts once.
   *
   * @param nodes how many, 0 or more
   * @param edges pairs of nodes
   * @throws IllegalArgumentException for a loop or a node that is not there
   */
  public static Graph of(int nodes, int[][] edges) {
    return new Graph(lists(nodes, edges), new int[0], new double[0][]);
  }

  private static int[][] lists(int nodes, int[][] edges) {
    int[][] lists = new int[nodes][];
    int[] degree = new int[nodes];
    for (int[] edge : edges) {
      for (int end : edge) {
        if (end < 0 || end >= nodes) {
          throw new IllegalArgumentException(
              "edge %d-%d: node %d is not one of 0..%d"
                  .formatted(edge[0], edge[1], end, nodes - 1));
        }
      }
      if (edge[0] == edge[1]) {
        throw new IllegalArgumentException("edge %d-%d is a loop".formatted(edge[0], edge[1]));
      }
      degree[edge[0]]++;
      degree[edge[1]]++;
    }
    for (int i = 0; i < nodes; i++) {
      lists[i] = new int[degree[i]];
    }
    Arrays.fill(degree, 0);
    for (int[] edge : edges) {
      lists[edge[0]][degree[edge[0]]++] = edge[1];
      lists[edge[1]][degree[edge[1]]++] = edge[0];
    }
    for (int i = 0; i < nodes; i++) {
      lists[i] = Arrays.stream(lists[i]).sorted().distinct().toArray();
    }
    return lists;
  }

  /** The number of nodes. */
  public int size() {
    return neighbors.length;
  }

  /** The number of edges. */
  public int edgeCount() {
    return Arrays.stream(neighbors).mapToInt(list -> list.length).sum() / 2;
  }

  /** Whether these nodes are joined. */
  public boolean hasEdge(int i, int j) {
    return Arrays.binarySearch(neighbors[i], j) >= 0;
  }

  /** The adjacency matrix, row by row: [n·n], 0 and 1. */
  public double[] adjacency() {
    int n = size();
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j : neighbors[i]) {
        matrix[i * n + j] = 1;
      }
    }
    return matrix;
  }

  /**
   * The same graph with its nodes in another order.
   *
   * @param order node {@code order[k]} becomes node k
   */
  public Graph permuted(int[] order) {
    int n = size();
    int[] position = new int[n];
    for (int k = 0; k < n; k++) {
      position[order[k]] = k;
    }
    int[][] moved = new int[n][];
    for (int k = 0; k < n; k++) {
      moved[k] = Arrays.stream(neighbors[order[k]]).map(j -> position[j]).sorted().toArray();
    }
    int[] movedTags = tags.length == 0 ? tags : Arrays.stream(order).map(i -> tags[i]).toArray();
    double[][] movedFeatures =
        features.length == 0
            ? features
            : Arrays.stream(order).mapToObj(i -> features[i]).toArray(double[][]::new);
    return new Graph(moved, movedTags, movedFeatures);
  }
}
