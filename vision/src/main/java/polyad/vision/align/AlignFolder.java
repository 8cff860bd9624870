package polyad.vision.align;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Json;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;
import polyad.text.Tokenizer;
import polyad.vision.ImagePreprocessing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The model directory of {@link Align}: {@code towers.json} beside the usual files. */
final class AlignFolder {
  private static final String TOWERS = "towers.json";
  private static final String IMAGE = "image";
  private static final String TEXT = "text";

  private AlignFolder() {}

  /** What {@code config.json} says. */
  record Facts(
      @Describe("width of the common space") int dim,
      @Describe("the most tokens of a text") int maxTokens,
      @Describe("prefixes of vectors that are embeddings by themselves") int[] nesting,
      @Describe("tokens of the vocabulary") int vocabulary) {
    Facts {
      ConfigChecks.atLeast("dim", dim, 1);
      ConfigChecks.atLeast("maxTokens", maxTokens, 3);
      ConfigChecks.atLeast("vocabulary", vocabulary, 1);
    }
  }

  static Align load(ModelDirectory directory, Generator rng) throws IOException {
    if (!directory.slug().equals(AlignMethod.SLUG)) {
      throw new UsageException(
          directory.path()
              + " is a model of "
              + directory.slug()
              + ", expected "
              + AlignMethod.SLUG);
    }
    Facts facts = directory.config(Facts.class);
    Path towers = directory.file(TOWERS);
    JsonNode json = Json.read(towers);
    Align.Shape shape =
        UsageException.naming(
            towers,
            () ->
                new Align.Shape(
                    facts.dim(),
                    facts.maxTokens(),
                    facts.nesting(),
                    ImageTowerConfig.of(json.path(IMAGE)),
                    TextTowerConfig.of(json.path(TEXT))));
    ImagePreprocessing preprocessing =
        ImagePreprocessing.read(directory.file(ImagePreprocessing.FILE));
    requireSize(directory.file(ImagePreprocessing.FILE), shape.image(), preprocessing);
    Tokenizer tokenizer = Tokenizer.load(directory.path());
    DualEncoder model = build(shape, facts.vocabulary(), rng);
    try (var _ = TensorScope.open()) {
      fill(model, TensorFiles.readSafetensors(directory.weights()), directory.weights());
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
    return new Align(model, shape, tokenizer, preprocessing, null);
  }

  static DualEncoder build(Align.Shape shape, int vocabulary, Generator rng) {
    try (var _ = TensorScope.open()) {
      return new DualEncoder(
          shape.image().build(shape.dim(), rng),
          shape.text().build(vocabulary, shape.dim(), rng),
          1);
    }
  }

  static void requireSize(Path file, ImageTowerConfig tower, ImagePreprocessing preprocessing) {
    UsageException.naming(
        file,
        () -> {
          tower.requireSize(preprocessing.outputHeight(), preprocessing.outputWidth());
          return tower;
        });
  }

  /**
   * Copies weights into a model and leaves it in evaluation mode.
   *
   * @throws UsageException when they do not fit, or the temperature is not above 0
   */
  static void fill(DualEncoder model, Map<String, Tensor> state, Path file) {
    UsageException.naming(
        file,
        () -> {
          model.loadStateDict(state);
          return model;
        });
    double temperature = model.temperature().detach().item();
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new UsageException(
          "%s: found temperature %s, expected a number above 0".formatted(file, temperature));
    }
    model.eval();
  }

  static void write(Align align, ModelDirectory.Writer writer) throws IOException {
    Align.Shape shape = align.shape();
    Map<String, Tensor> state = align.model().stateDict();
    writer.config(
        new Facts(shape.dim(), shape.maxTokens(), shape.nesting(), vocabulary(align, state)));
    ObjectNode towers = Json.mapper().createObjectNode();
    shape.image().writeTo(towers.putObject(IMAGE));
    shape.text().writeTo(towers.putObject(TEXT));
    Files.write(writer.file(TOWERS), Json.write(towers).getBytes(UTF_8));
    align.preprocessing().write(writer.file(ImagePreprocessing.FILE));
    TensorFiles.writeSafetensors(writer.weights(), state, Map.of());
    Path folder = Objects.requireNonNull(writer.weights().getParent(), "a model has a folder");
    align.tokenizer().save(folder);
    align.report().ifPresent(report -> writeReport(writer, report));
  }

  private static void writeReport(ModelDirectory.Writer writer, PairReport report) {
    try {
      writer.json("pairs.json", report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of the table of words, whatever the tower calls it. */
  private static int vocabulary(Align align, Map<String, Tensor> state) {
    String table =
        switch (align.shape().text()) {
          case TextTowerConfig.Bag bag -> "text.words.weight";
          case TextTowerConfig.Bert bert -> "text.text_model.embeddings.word_embeddings.weight";
          case TextTowerConfig.Clip clip ->
              "text.clip.text_model.embeddings.token_embedding.weight";
        };
    return Math.toIntExact(Objects.requireNonNull(state.get(table)).size(0));
  }
}
