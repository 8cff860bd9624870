package polyad.completion.influence;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Completer;
import polyad.completion.Positions;
import polyad.data.CellQuery;
import polyad.data.NamedTensor;
import polyad.data.SparseTensor;
import polyad.data.TensorMode;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * A trained network with the names of the tensor's entities: positions in, values in the tensor's
 * unit out.
 *
 * <pre>{@code
 * try (var model = NeuralCompleter.load(ModelDirectory.open(path))) {
 *   double[] y = model.complete(new long[][] {{3, 14, 15}});
 * }
 * }</pre>
 */
public final class NeuralCompleter implements Completer {
  private static final String FACTS = "tensor.json";

  private final TensorModel model;
  private final NetworkConfig config;
  private final Facts facts;

  /**
   * What a model has to know of its tensor.
   *
   * @param modes names of the entities
   * @param value name of the values
   * @param mean what is added to the network's output
   * @param sd what the output is multiplied by, above 0
   * @param seen whether each entity occurs in training, {@code [K][n_k]}
   */
  public record Facts(
      List<TensorMode> modes, String value, double mean, double sd, boolean[][] seen) {
    /** Copies the names. */
    public Facts {
      modes = List.copyOf(modes);
    }

    /** Of a tensor and the cells of it that a network was trained on. */
    static Facts of(NamedTensor named, SparseTensor train, double mean, double sd) {
      boolean[][] seen = new boolean[train.order()][];
      for (int k = 0; k < seen.length; k++) {
        seen[k] = new boolean[train.dim(k)];
        for (int i : train.indexes(k)) {
          seen[k][i] = true;
        }
      }
      return new Facts(named.modes(), named.value(), mean, sd, seen);
    }
  }

  /** Takes over a trained network, which is closed with this. */
  public NeuralCompleter(TensorModel model, NetworkConfig config, Facts facts) {
    this.model = model;
    this.config = config;
    this.facts = facts;
    model.eval();
  }

  /**
   * Reads a model.
   *
   * @throws UsageException when a part is missing or does not fit
   */
  public static NeuralCompleter load(ModelDirectory directory) throws IOException {
    NetworkConfig config = directory.config(NetworkConfig.class);
    Facts facts = directory.json(FACTS, Facts.class);
    int[] dims = facts.modes().stream().mapToInt(TensorMode::size).toArray();
    try (var _ = TensorScope.open()) {
      TensorModel model = config.create(dims, new Generator(0));
      model.loadStateDict(TensorFiles.readSafetensors(directory.weights()));
      return new NeuralCompleter(model, config, facts);
    } catch (IllegalArgumentException e) {
      throw new UsageException(directory.path() + ": " + e.getMessage(), e);
    }
  }

  /** Writes the model; the caller commits. */
  public void write(ModelDirectory.Writer writer) throws IOException {
    writer.config(config).json(FACTS, facts);
    TensorFiles.writeSafetensors(
        writer.weights(), model.stateDict(), Map.of("method", InfluenceAugmentationMethod.SLUG));
  }

  /** What it knows of its tensor. */
  public Facts facts() {
    return facts;
  }

  @Override
  public long[] shape() {
    return facts.modes().stream().mapToLong(TensorMode::size).toArray();
  }

  @Override
  public double[] complete(long[][] indices) {
    long[] shape = shape();
    int[][] columns = new int[shape.length][indices.length];
    for (int c = 0; c < indices.length; c++) {
      int[] position = Positions.checked(shape, indices[c], c);
      for (int k = 0; k < shape.length; k++) {
        columns[k][c] = position[k];
      }
    }
    return predict(model.dims(), columns);
  }

  private double[] predict(int[] dims, int[][] columns) {
    double[] y =
        Cells.predict(model, SparseTensor.of(dims, columns, new double[columns[0].length]));
    for (int c = 0; c < y.length; c++) {
      y[c] = facts.mean() + facts.sd() * y[c];
    }
    return y;
  }

  /**
   * Predicts entries whose entities training may not have seen: those are embedded as the mean of
   * the mode's entities that it saw.
   *
   * @param entities {@code [n][K]}; {@link CellQuery#UNKNOWN} for one that the tensor does not have
   */
  double[] completeCold(int[][] entities) {
    int[] dims = model.dims();
    int[][] columns = new int[dims.length][entities.length];
    Map<String, Tensor> tables = new LinkedHashMap<>();
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      for (int k = 0; k < dims.length; k++) {
        boolean[] seen = facts.seen()[k];
        for (int c = 0; c < entities.length; c++) {
          int entity = entities[c][k];
          columns[k][c] = entity >= 0 && seen[entity] ? entity : dims[k];
        }
        long[] warm = IntStream.range(0, seen.length).filter(j -> seen[j]).asLongStream().toArray();
        Tensor table = model.embedding(k); // [n_k, e]
        Tensor mean = table.indexSelect(0, Tensor.of(warm, warm.length)).mean(true, 0);
        tables.put("embeddings." + k + ".weight", Tensor.cat(0, table, mean));
        dims[k]++;
      }
      return model.withWeights(tables, () -> predict(dims, columns));
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
