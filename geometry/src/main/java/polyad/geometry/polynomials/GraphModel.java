package polyad.geometry.polynomials;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Task;
import polyad.data.Graph;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** A trained graph network: classes or numbers of graphs. */
public final class GraphModel implements Task {
  private static final int BATCH = 32;

  private final Header header;
  private final GraphNetwork network;

  /**
   * What a model is made of, besides its weights.
   *
   * @param classes names of the classes; empty for regression
   * @param mean of the number learned; 0 for classes
   * @param deviation of the number learned; 1 for classes
   */
  public record Header(
      GraphModelConfig network,
      GraphEncoder encoder,
      List<String> classes,
      double mean,
      double deviation) {
    /** Copies the classes. */
    public Header {
      classes = List.copyOf(classes);
    }

    /** A network of this shape with random weights. */
    GraphNetwork random(long seed) {
      return GraphNetwork.of(network, encoder, Math.max(1, classes.size()), new Generator(seed));
    }
  }

  private GraphModel(Header header, GraphNetwork network) {
    this.header = header;
    this.network = network;
  }

  /** Opens a model directory. */
  public static GraphModel open(Path directory) throws IOException {
    return open(ModelDirectory.open(directory));
  }

  static GraphModel open(ModelDirectory directory) throws IOException {
    Header header = directory.config(Header.class);
    GraphNetwork network = header.random(0);
    try (var _ = TensorScope.open()) {
      network.loadStateDict(TensorFiles.readSafetensors(directory.weights()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(directory.weights() + ": " + e.getMessage(), e);
    }
    network.eval();
    return new GraphModel(header, network);
  }

  static void write(ModelDirectory.Writer writer, GraphNetwork network, Header header)
      throws IOException {
    writer.config(header);
    TensorFiles.writeSafetensors(writer.weights(), network.stateDict(), Map.of());
  }

  /** Names of the classes; empty for regression. */
  public List<String> classes() {
    return header.classes();
  }

  /**
   * Probabilities of the classes, [graphs][classes].
   *
   * @throws IllegalArgumentException that names the graph whose tags or features are not those of
   *     the training
   * @throws IllegalStateException when the model was trained on numbers
   */
  public float[][] probabilities(List<Graph> graphs) {
    if (classes().isEmpty()) {
      throw new IllegalStateException("the model gives numbers, not classes");
    }
    return outputs(network, header.encoder().encode(graphs), true);
  }

  /**
   * The number of every graph.
   *
   * @throws IllegalArgumentException as {@link #probabilities}
   * @throws IllegalStateException when the model was trained on classes
   */
  public double[] values(List<Graph> graphs) {
    if (!classes().isEmpty()) {
      throw new IllegalStateException("the model gives classes, not numbers");
    }
    return Arrays.stream(outputs(network, header.encoder().encode(graphs), false))
        .mapToDouble(row -> row[0] * header.deviation() + header.mean())
        .toArray();
  }

  /** What the network puts out, [graphs][out], as it is or as probabilities. */
  static float[][] outputs(
      GraphNetwork network, List<GraphEncoder.Encoded> graphs, boolean probabilities) {
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < graphs.size(); from += BATCH) {
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        Tensor y = network.forward(graphs.subList(from, Math.min(graphs.size(), from + BATCH)));
        rows.addAll(List.of((probabilities ? y.softmax(1) : y).toFloatMatrix()));
      }
    }
    return rows.toArray(float[][]::new);
  }

  /** The share of graphs whose most probable class is the label. */
  static double accuracy(GraphNetwork network, List<GraphEncoder.Encoded> graphs, int[] labels) {
    float[][] outputs = outputs(network, graphs, false);
    int right = 0;
    for (int i = 0; i < outputs.length; i++) {
      right += best(outputs[i]) == labels[i] ? 1 : 0;
    }
    return (double) right / outputs.length;
  }

  static int best(float[] row) {
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      best = row[k] > row[best] ? k : best;
    }
    return best;
  }

  @Override
  public void close() {
    network.close();
  }
}
