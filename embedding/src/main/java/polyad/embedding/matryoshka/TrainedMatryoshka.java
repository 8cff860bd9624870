package polyad.embedding.matryoshka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Classifier;
import polyad.catalog.task.Encoder;
import polyad.data.ImageShape;
import polyad.data.StandardScaler;
import polyad.embedding.Features;
import polyad.embedding.NestedHead;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * A trained nested encoder with its preprocessing and class names, as a model directory holds it.
 */
public final class TrainedMatryoshka implements Encoder, Classifier {
  private static final String FACTS = "matryoshka.json";

  private final MatryoshkaModel model;
  private final MatryoshkaConfig config;
  private final Facts facts;
  private final StandardScaler scaler;

  /**
   * What is not a tensor.
   *
   * @param classes names in the order of the logits
   * @param mean of each feature in the training data
   * @param sd of each feature, 1 for a constant one
   * @param image the shape when rows are images
   * @param thresholds of the confidence cascade, one fewer than sizes
   */
  public record Facts(
      List<String> classes,
      double[] mean,
      double[] sd,
      @Nullable ImageShape image,
      double[] thresholds) {}

  TrainedMatryoshka(MatryoshkaModel model, MatryoshkaConfig config, Facts facts) {
    this.model = model;
    this.config = config;
    this.facts = facts;
    this.scaler = new StandardScaler(facts.mean(), facts.sd());
  }

  /** The distinct labels, numbers in numeric order, other texts in alphabetical order. */
  static List<String> classNames(List<String> labels) {
    List<String> names = new ArrayList<>(new TreeSet<>(labels));
    if (names.stream().allMatch(name -> name.matches("-?[0-9]{1,9}"))) {
      names.sort((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
    }
    if (names.size() < 2) {
      throw new UsageException("all labels are equal; training needs at least 2 classes");
    }
    return names;
  }

  static StandardScaler scaler(Features features) {
    double[][] rows = new double[features.rows().length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[features.dimension()];
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = features.rows()[i][j];
      }
    }
    return StandardScaler.fit(rows);
  }

  static MatryoshkaModel build(
      int inputs, int classes, @Nullable ImageShape image, MatryoshkaConfig config, long seed) {
    if (config.network() == MatryoshkaConfig.Network.CNN && image == null) {
      throw new UsageException("network is cnn, but the rows are not images: give idx images");
    }
    return image == null || config.network() == MatryoshkaConfig.Network.MLP
        ? MatryoshkaModel.mlp(inputs, classes, config, seed)
        : MatryoshkaModel.cnn(image, classes, config, seed);
  }

  /** Writes the parts of a model directory; the caller commits. */
  void write(ModelDirectory.Writer writer) throws IOException {
    TensorFiles.writeSafetensors(writer.weights(), model.stateDict(), Map.of("format", "pt"));
    writer.config(config).json(FACTS, facts);
  }

  /**
   * Loads a model directory.
   *
   * @throws UsageException when the weights do not fit the configuration
   */
  public static TrainedMatryoshka load(ModelDirectory directory) throws IOException {
    MatryoshkaConfig config = directory.config(MatryoshkaConfig.class);
    Facts facts = directory.json(FACTS, Facts.class);
    MatryoshkaModel model =
        build(facts.mean().length, facts.classes().size(), facts.image(), config, 0);
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> state = new LinkedHashMap<>();
      TensorFiles.readSafetensors(directory.weights())
          .forEach((name, tensor) -> state.put(official(name), tensor));
      model.loadStateDict(state);
    } catch (IllegalArgumentException e) {
      throw new UsageException(directory.weights() + ": " + e.getMessage());
    }
    model.eval();
    return new TrainedMatryoshka(model, config, facts);
  }

  private static String official(String name) {
    return name.startsWith("head.")
        ? "head." + NestedHead.officialName(name.substring("head.".length()))
        : name;
  }

  /** Standardised rows as a tensor, [n, in]. */
  Tensor input(float[][] rows) {
    float[][] scaled = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != inputDimension()) {
        throw new IllegalArgumentException(
            "row "
                + (i + 1)
                + " has "
                + rows[i].length
                + " features, the model takes "
                + inputDimension());
      }
      scaled[i] = new float[rows[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        scaled[i][j] = (float) ((rows[i][j] - scaler.mean()[j]) / scaler.sd()[j]);
      }
    }
    return Tensor.of(scaled);
  }

  @Override
  public int inputDimension() {
    return facts.mean().length;
  }

  @Override
  public int dimension() {
    return config.sizes().dimension();
  }

  @Override
  public int[] nesting() {
    return config.nesting();
  }

  @Override
  public float[][] encode(float[][] rows) {
    try (var _ = TensorScope.open()) {
      return model.transform(input(rows), dimension()).toFloatMatrix();
    }
  }

  @Override
  public List<String> classes() {
    return facts.classes();
  }

  @Override
  public float[][] probabilities(float[][] rows) {
    double[][][] all = allProbabilities(rows);
    double[][] last = all[all.length - 1];
    float[][] result = new float[last.length][];
    for (int i = 0; i < last.length; i++) {
      result[i] = new float[last[i].length];
      for (int c = 0; c < last[i].length; c++) {
        result[i][c] = (float) last[i][c];
      }
    }
    return result;
  }

  /** Probabilities at every size, [G][n][C]. */
  double[][][] allProbabilities(float[][] rows) {
    try (var _ = TensorScope.open()) {
      return model.probabilities(model.transform(input(rows), dimension()));
    }
  }

  /** The confidence cascade fitted on rows held out of training. */
  Cascade cascade() {
    return Cascade.of(config.sizes(), facts.thresholds());
  }

  @Override
  public void close() {
    model.close();
  }
}
