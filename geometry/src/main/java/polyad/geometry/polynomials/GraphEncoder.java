package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import polyad.data.Graph;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Turns graphs into numbers, as learned from a training set: tags become indicators, features are
 * divided by their largest absolute value, polynomials by the root mean square of their values that
 * are not zero; polynomials that are always zero are left out.
 *
 * @param tags known tags, ascending; empty when nodes have none
 * @param featureScales largest absolute value of every real feature
 * @param nodeTerms patterns of node values, as text
 * @param nodeScales what their values are divided by
 * @param pairTerms patterns of pair values, as text
 * @param pairScales what their values are divided by
 */
public record GraphEncoder(
    List<Integer> tags,
    List<Double> featureScales,
    List<String> nodeTerms,
    List<Double> nodeScales,
    List<String> pairTerms,
    List<Double> pairScales) {
  private static final int BATCH = 32;

  /** Copies the lists. */
  public GraphEncoder {
    tags = List.copyOf(tags);
    featureScales = List.copyOf(featureScales);
    nodeTerms = List.copyOf(nodeTerms);
    nodeScales = List.copyOf(nodeScales);
    pairTerms = List.copyOf(pairTerms);
    pairScales = List.copyOf(pairScales);
  }

  /**
   * A graph in numbers.
   *
   * @param nodes [n, f], row by row
   * @param pairs [p, n, n]
   */
  public record Encoded(Graph graph, float[] nodes, float[] pairs) {}

  /** Learns tags and scales. */
  public static GraphEncoder fit(List<Graph> graphs, GraphModelConfig config) {
    TreeSet<Integer> tags = new TreeSet<>();
    double[] features =
        new double
            [graphs.getFirst().features().length == 0 ? 0 : graphs.getFirst().features()[0].length];
    for (Graph graph : graphs) {
      Arrays.stream(graph.tags()).forEach(tags::add);
      for (double[] row : graph.features()) {
        for (int k = 0; k < features.length; k++) {
          features[k] = Math.max(features[k], Math.abs(row[k]));
        }
      }
    }
    List<Multigraph> nodeTerms = config.nodeTerms();
    List<Multigraph> pairTerms = config.pairTerms();
    List<Values> values = values(graphs, nodeTerms, pairTerms);
    double[] nodeSize = sizes(nodeTerms.size(), values.stream().map(Values::nodes).toList());
    double[] pairSize = sizes(pairTerms.size(), values.stream().map(Values::pairs).toList());
    return new GraphEncoder(
        List.copyOf(tags),
        Arrays.stream(features).boxed().toList(),
        kept(nodeTerms, nodeSize),
        positive(nodeSize),
        kept(pairTerms, pairSize),
        positive(pairSize));
  }

  /** Root mean square of the values of every term that are not zero; 0 where all are. */
  private static double[] sizes(int terms, List<double[]> graphs) {
    double[] squares = new double[terms];
    long[] counts = new long[terms];
    for (double[] values : graphs) {
      for (int i = 0; i < values.length; i++) {
        int term = i / (values.length / terms);
        squares[term] += values[i] * values[i];
        counts[term] += values[i] != 0 ? 1 : 0;
      }
    }
    for (int k = 0; k < terms; k++) {
      squares[k] = counts[k] == 0 ? 0 : Math.sqrt(squares[k] / counts[k]);
    }
    return squares;
  }

  private static List<String> kept(List<Multigraph> terms, double[] sizes) {
    List<String> kept = new ArrayList<>();
    for (int k = 0; k < sizes.length; k++) {
      if (sizes[k] > 0) {
        kept.add(terms.get(k).toString());
      }
    }
    return kept;
  }

  private static List<Double> positive(double[] sizes) {
    return Arrays.stream(sizes).filter(m -> m > 0).boxed().toList();
  }

  /** Numbers a node has: never none, since a node without any gets a one. */
  public int nodeWidth() {
    return Math.max(1, tags.size() + featureScales.size()) + nodeTerms.size();
  }

  /** Polynomial channels of a pair. */
  public int pairWidth() {
    return pairTerms.size();
  }

  /**
   * The graphs in numbers.
   *
   * @throws IllegalArgumentException that names the graph, when a tag is unknown or features are
   *     missing
   */
  public List<Encoded> encode(List<Graph> graphs) {
    for (int g = 0; g < graphs.size(); g++) {
      requireKnown(g, graphs.get(g));
    }
    List<Values> values =
        values(
            graphs,
            nodeTerms.stream().map(Multigraph::parse).toList(),
            pairTerms.stream().map(Multigraph::parse).toList());
    List<Encoded> encoded = new ArrayList<>();
    for (int g = 0; g < graphs.size(); g++) {
      Graph graph = graphs.get(g);
      float[] pairs = scaled(values.get(g).pairs(), pairScales);
      encoded.add(new Encoded(graph, nodes(graph, values.get(g).nodes()), pairs));
    }
    return encoded;
  }

  private void requireKnown(int g, Graph graph) {
    if (graph.size() == 0) {
      throw new IllegalArgumentException("graph " + (g + 1) + " has no nodes, expected 1 or more");
    }
    if (!tags.isEmpty() && graph.tags().length == 0) {
      throw new IllegalArgumentException(
          "graph " + (g + 1) + " has no tags, expected tags as in training");
    }
    if (!tags.isEmpty()) {
      for (int tag : graph.tags()) {
        if (Collections.binarySearch(tags, tag) < 0) {
          throw new IllegalArgumentException(
              "graph %d has tag %d, known from training: %s".formatted(g + 1, tag, tags));
        }
      }
    }
    int width = graph.features().length == 0 ? 0 : graph.features()[0].length;
    if (width != featureScales.size()) {
      throw new IllegalArgumentException(
          "graph %d has %d features a node, expected %d as in training"
              .formatted(g + 1, width, featureScales.size()));
    }
  }

  private float[] nodes(Graph graph, double[] terms) {
    int n = graph.size();
    int width = nodeWidth();
    float[] rows = new float[n * width];
    float[] scaled = scaled(terms, nodeScales); // [terms, n]
    int plain = width - nodeTerms.size();
    for (int i = 0; i < n; i++) {
      int at = i * width;
      if (!tags.isEmpty()) {
        rows[at + Collections.binarySearch(tags, graph.tags()[i])] = 1;
      }
      for (int k = 0; k < featureScales.size(); k++) {
        double scale = featureScales.get(k);
        rows[at + tags.size() + k] = (float) (scale > 0 ? graph.features()[i][k] / scale : 0);
      }
      if (tags.isEmpty() && featureScales.isEmpty()) {
        rows[at] = 1;
      }
      for (int k = 0; k < nodeTerms.size(); k++) {
        rows[at + plain + k] = scaled[k * n + i];
      }
    }
    return rows;
  }

  private static float[] scaled(double[] values, List<Double> scales) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) (values[i] / scales.get(i / (values.length / scales.size())));
    }
    return result;
  }

  /** Polynomials of one graph: [terms, n] and [terms, n, n]. */
  private record Values(double[] nodes, double[] pairs) {}

  private static List<Values> values(
      List<Graph> graphs, List<Multigraph> nodeTerms, List<Multigraph> pairTerms) {
    List<Values> all = new ArrayList<>();
    for (int from = 0; from < graphs.size(); from += BATCH) {
      List<Graph> batch = graphs.subList(from, Math.min(graphs.size(), from + BATCH));
      try (var _ = TensorScope.open()) {
        Tensor adjacency = padded(batch);
        Tensor nodes =
            nodeTerms.isEmpty() ? null : PolynomialFeatures.ofNodes(nodeTerms, adjacency);
        Tensor pairs =
            pairTerms.isEmpty()
                ? null
                : new PolynomialFeatures(pairTerms, PolynomialFeatures.Normalization.NONE)
                    .transform(adjacency);
        for (int g = 0; g < batch.size(); g++) {
          int n = batch.get(g).size();
          all.add(
              new Values(
                  nodes == null
                      ? new double[0]
                      : nodes.select(0, g).narrow(1, 0, n).contiguous().toDoubleArray(),
                  pairs == null
                      ? new double[0]
                      : pairs
                          .select(0, g)
                          .narrow(1, 0, n)
                          .narrow(2, 0, n)
                          .contiguous()
                          .toDoubleArray()));
        }
      }
    }
    return all;
  }

  /** Adjacencies filled up with zeros to one size: [B, n, n], double precision. */
  static Tensor padded(List<Graph> batch) {
    int n = batch.stream().mapToInt(Graph::size).max().orElse(0);
    double[] all = new double[batch.size() * n * n];
    for (int g = 0; g < batch.size(); g++) {
      int[][] lists = batch.get(g).neighbors();
      for (int i = 0; i < lists.length; i++) {
        for (int j : lists[i]) {
          all[(g * n + i) * n + j] = 1;
        }
      }
    }
    return Tensor.of(all, batch.size(), n, n).to(DType.F64);
  }
}
