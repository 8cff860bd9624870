package polyad.embedding.relative.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.data.DataSets;
import polyad.data.FormatException;
import polyad.data.Splits;
import polyad.data.TextFiles;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * A graph whose nodes have features and a class.
 *
 * @param adjacency D^(−1/2)(A + I)D^(−1/2), sparse [n, n]
 * @param features sparse [n, f], rows with sum 1 for Cora
 * @param train numbers of the nodes whose class is known
 */
record NodeGraph(
    String name,
    Tensor adjacency,
    Tensor features,
    int[] labels,
    int classes,
    int[] train,
    int[] validation,
    int[] test) {
  private static final int BLOCKS = 7;
  private static final int BLOCK_SIZE = 100;
  private static final int BLOCK_FEATURES = 64;
  private static final double INSIDE = 0.04;
  private static final double OUTSIDE = 0.004;

  int nodes() {
    return labels.length;
  }

  /** Cora with its usual split, or a stochastic block model where it is not at hand. */
  static NodeGraph open(@Nullable Path data, long seed) throws IOException {
    DataSets sets = DataSets.open(data);
    Optional<Path> nodes = sets.file("planetoid", "cora.nodes.tsv.gz");
    Optional<Path> edges = sets.file("planetoid", "cora.edges.tsv.gz");
    return nodes.isPresent() && edges.isPresent() ? cora(nodes.get(), edges.get()) : blocks(seed);
  }

  private static NodeGraph cora(Path nodeFile, Path edgeFile) throws IOException {
    List<String[]> nodes = rows(nodeFile, 4, "node, label, split and features");
    int[] labels = nodes.stream().mapToInt(row -> Integer.parseInt(row[1])).toArray();
    List<int[]> places = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    int columns = 0;
    for (int i = 0; i < nodes.size(); i++) {
      String[] set = nodes.get(i)[3].isBlank() ? new String[0] : nodes.get(i)[3].split(" ", -1);
      for (String column : set) {
        int at = Integer.parseInt(column.split(":", 2)[0]);
        columns = Math.max(columns, at + 1);
        places.add(new int[] {i, at});
        values.add(1.0 / set.length);
      }
    }
    List<int[]> edges =
        rows(edgeFile, 2, "two nodes").stream()
            .map(row -> new int[] {Integer.parseInt(row[0]), Integer.parseInt(row[1])})
            .toList();
    return new NodeGraph(
        "Cora",
        normalised(nodes.size(), edges),
        sparse(places, values, nodes.size(), columns),
        labels,
        1 + Arrays.stream(labels).max().orElse(0),
        part(nodes, "train"),
        part(nodes, "val"),
        part(nodes, "test"));
  }

  /** Tab-separated lines without the header. */
  private static List<String[]> rows(Path file, int columns, String expected) throws IOException {
    List<String[]> rows = new ArrayList<>();
    int line = 0;
    for (String text : TextFiles.lines(file)) {
      line++;
      String[] cells = text.split("\t", -1);
      if (cells.length < columns) {
        throw new FormatException(file, "line " + line, text, expected);
      }
      if (Character.isDigit(text.charAt(0))) {
        rows.add(cells);
      }
    }
    return rows;
  }

  private static int[] part(List<String[]> nodes, String split) {
    return IntStream.range(0, nodes.size()).filter(i -> nodes.get(i)[2].equals(split)).toArray();
  }

  /** Seven blocks of 100 nodes; features are the block's mean and N(0, 1). */
  static NodeGraph blocks(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = BLOCKS * BLOCK_SIZE;
    int[] labels = IntStream.range(0, n).map(i -> i / BLOCK_SIZE).toArray();
    double[][] means = new double[BLOCKS][BLOCK_FEATURES];
    for (double[] mean : means) {
      Arrays.setAll(mean, i -> random.nextGaussian() * 0.3);
    }
    List<int[]> edges = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        if (random.nextDouble() < (labels[i] == labels[j] ? INSIDE : OUTSIDE)) {
          edges.add(new int[] {i, j});
        }
      }
      for (int f = 0; f < BLOCK_FEATURES; f++) {
        places.add(new int[] {i, f});
        values.add(means[labels[i]][f] + random.nextGaussian());
      }
    }
    int[][] parts = Splits.shuffled(n, seed, 0.2, 0.3, 0.5);
    return new NodeGraph(
        "stochastic block model (synthetic)",
        normalised(n, edges),
        sparse(places, values, n, BLOCK_FEATURES),
        labels,
        BLOCKS,
        parts[0],
        parts[1],
        parts[2]);
  }

  private static Tensor normalised(int n, List<int[]> edges) {
    double[] degree = new double[n];
    Arrays.fill(degree, 1);
    for (int[] edge : edges) {
      degree[edge[0]]++;
      degree[edge[1]]++;
    }
    List<int[]> places = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      places.add(new int[] {i, i});
      values.add(1 / degree[i]);
    }
    for (int[] edge : edges) {
      double value = 1 / Math.sqrt(degree[edge[0]] * degree[edge[1]]);
      places.add(edge);
      places.add(new int[] {edge[1], edge[0]});
      values.add(value);
      values.add(value);
    }
    return sparse(places, values, n, n);
  }

  private static Tensor sparse(List<int[]> places, List<Double> values, int rows, int columns) {
    long[] at = new long[2 * places.size()];
    double[] value = new double[places.size()];
    for (int i = 0; i < value.length; i++) {
      at[i] = places.get(i)[0];
      at[value.length + i] = places.get(i)[1];
      value[i] = values.get(i);
    }
    return Tensor.sparseCoo(
        Tensor.of(at, 2, value.length),
        Tensor.of(value, value.length).to(DType.F32),
        rows,
        columns);
  }
}
