package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.data.ImageFolder;
import polyad.data.ImageShape;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.text.WordPiece;

/** Trained small towers with their tokenizer, as a model directory holds them. */
final class TrainedAlign implements AutoCloseable {
  private static final double BYTE = 255;

  private final DualEncoder model;
  private final WordPiece tokenizer;
  private final Facts facts;

  /** What builds the towers again. */
  record Facts(
      @Describe("width of the shared space") int dim,
      @Describe("height and width of the pictures") int side,
      @Describe("text tower") AlignConfig.TextKind text) {
    Facts {
      ConfigChecks.atLeast("dim", dim, 2);
      ConfigChecks.atLeast("side", side, 8);
    }
  }

  TrainedAlign(DualEncoder model, WordPiece tokenizer, Facts facts) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.facts = facts;
  }

  static TrainedAlign load(Path folder) throws IOException {
    ModelDirectory directory = ModelDirectory.open(folder);
    if (!directory.slug().equals(AlignMethod.SLUG)) {
      throw new UsageException(
          folder + " is a model of " + directory.slug() + ", expected " + AlignMethod.SLUG);
    }
    Facts facts = directory.config(Facts.class);
    WordPiece tokenizer = WordPiece.load(folder);
    AlignConfig config = AlignConfig.defaults().with(facts.dim(), facts.text());
    DualEncoder model =
        AlignTraining.of(config, 3, facts.side(), tokenizer.vocabulary().size(), 0).model();
    Path weights = directory.weights();
    UsageException.naming(
        weights,
        () -> {
          model.loadStateDict(state(weights));
          return model;
        });
    double temperature = model.temperature().detach().item();
    if (!(temperature > 0)) {
      throw new UsageException(
          "%s: found temperature %s, expected a number above 0".formatted(weights, temperature));
    }
    model.eval();
    return new TrainedAlign(model, tokenizer, facts);
  }

  private static Map<String, Tensor> state(Path weights) {
    try {
      return TensorFiles.readSafetensors(weights);
    } catch (IOException e) {
      throw new UsageException(weights + ": " + e.getMessage(), e);
    }
  }

  void write(ModelDirectory.Writer writer) throws IOException {
    writer.config(facts);
    TensorFiles.writeSafetensors(writer.weights(), model.stateDict(), Map.of());
    Path folder = Objects.requireNonNull(writer.weights().getParent(), "a model has a folder");
    tokenizer.save(Files.createDirectories(folder));
  }

  /** Pixels of one picture, 0 to 1, channels first. */
  static float[] pixels(Path file, int side) throws IOException {
    byte[] bytes = ImageFolder.image(file, new ImageShape(3, side, side));
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = (float) ((bytes[i] & 0xff) / BYTE);
    }
    return values;
  }

  /** Unit vectors of picture files, [N, D]. */
  Tensor images(List<Path> files) throws IOException {
    int size = 3 * facts.side() * facts.side();
    float[] all = new float[Math.multiplyExact(files.size(), size)];
    for (int i = 0; i < files.size(); i++) {
      System.arraycopy(pixels(files.get(i), facts.side()), 0, all, i * size, size);
    }
    Tensor pixels = Tensor.of(all, files.size(), 3, facts.side(), facts.side());
    return Autograd.noGrad(() -> AlignLoss.unit(model.images(pixels)));
  }

  /** Unit vectors of texts, [N, D]. */
  Tensor texts(List<String> texts) {
    return Autograd.noGrad(() -> AlignLoss.unit(model.texts(PaddedTokens.of(tokenizer, texts))));
  }

  @Override
  public void close() {
    model.close();
  }
}
