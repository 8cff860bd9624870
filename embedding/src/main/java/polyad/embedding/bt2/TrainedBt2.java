package polyad.embedding.bt2;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Encoder;
import polyad.data.ImageShape;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * A trained BT² model as a model directory holds it. Its first {@code nesting()[0]} coordinates are
 * to be compared with the old vectors.
 */
public final class TrainedBt2 implements Encoder {
  private static final String FACTS = "bt2.json";
  private static final double PIXEL = 255;

  private final Bt2Model model;
  private final Bt2Options options;
  private final Facts facts;

  /**
   * What is not a tensor.
   *
   * @param classes names in the order of the logits
   * @param inputs numbers in a row
   * @param oldDim d_o
   * @param newDim d_n
   * @param image the shape when rows are images
   */
  record Facts(
      List<String> classes, int inputs, int oldDim, int newDim, @Nullable ImageShape image) {}

  TrainedBt2(Bt2Model model, Bt2Options options, Facts facts) {
    this.model = model;
    this.options = options;
    this.facts = facts;
  }

  /** Writes the parts of a model directory; the caller commits. */
  void write(ModelDirectory.Writer writer) throws IOException {
    TensorFiles.writeSafetensors(writer.weights(), model.stateDict(), Map.of("format", "pt"));
    writer.config(options).json(FACTS, facts);
  }

  /**
   * Loads a model directory.
   *
   * @throws UsageException when the weights do not fit the configuration, or a basis is not
   *     orthonormal
   */
  public static TrainedBt2 load(ModelDirectory directory) throws IOException {
    Bt2Options options = directory.config(Bt2Options.class);
    Facts facts = directory.json(FACTS, Facts.class);
    BtConfig head =
        BackwardCompatible.head(options, facts.oldDim(), facts.newDim(), facts.classes().size());
    Bt2Model model =
        BackwardCompatible.model(head, facts.inputs(), facts.image(), options, new Generator(0));
    try (var _ = TensorScope.open()) {
      model.loadStateDict(TensorFiles.readSafetensors(directory.weights()));
      model.head().requireOrthonormalBases();
    } catch (IllegalArgumentException e) {
      model.close();
      throw new UsageException(directory.weights() + ": " + e.getMessage());
    }
    model.eval();
    return new TrainedBt2(model, options, facts);
  }

  /** Rows as the backbone takes them: images in 0 to 1, vectors of norm 1. */
  static Tensor input(float[][] rows, @Nullable ImageShape image) {
    Tensor x = Tensor.of(rows);
    return image == null ? BackwardCompatible.unit(x) : x.div(PIXEL);
  }

  @Override
  public int inputDimension() {
    return facts.inputs();
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public int[] nesting() {
    return facts.oldDim() == dimension()
        ? new int[] {dimension()}
        : new int[] {facts.oldDim(), dimension()};
  }

  @Override
  public float[][] encode(float[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != facts.inputs()) {
        throw new IllegalArgumentException(
            "row %d has %d numbers, the model takes %d"
                .formatted(i + 1, rows[i].length, facts.inputs()));
      }
    }
    try (var _ = TensorScope.open()) {
      return model.transform(input(rows, facts.image())).toFloatMatrix();
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
