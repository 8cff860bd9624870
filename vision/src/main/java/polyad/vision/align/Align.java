package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.TextEncoder;
import polyad.data.RgbImage;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.Tokenizer;
import polyad.vision.ImagePreprocessing;

/**
 * Pictures and texts as vectors of one space: two towers, the tokenizer and the preparation of
 * pictures that belong to them.
 *
 * {@snippet :
 * PairDataset pairs = PairDataset.read(Path.of("pairs.tsv"));
 * try (Align model = Align.builder().dim(64).batch(1024).chunk(128).fit(pairs)) {
 *   Tensor scores = model.score(pictures, List.of("a red star"));
 *   model.save(Path.of("model"));
 * }
 * }
 *
 * <p>Tensors are returned into the caller's {@link TensorScope}.
 */
public final class Align implements TextEncoder {
  /** Pictures or texts that are embedded together. */
  private static final int BATCH = 64;

  private final DualEncoder model;
  private final Shape shape;
  private final Tokenizer tokenizer;
  private final ImagePreprocessing preprocessing;
  private final @Nullable PairReport report;

  /**
   * What builds the towers again.
   *
   * @param dim width of the common space
   * @param maxTokens of a text, special ones included; 3 or more
   * @param nesting prefixes of the vectors that are embeddings by themselves, rising, up to dim
   */
  record Shape(
      int dim, int maxTokens, int[] nesting, ImageTowerConfig image, TextTowerConfig text) {
    Shape {
      nesting = nesting.length == 0 ? new int[] {dim} : nesting.clone();
      for (int i = 0; i < nesting.length; i++) {
        if (nesting[i] <= (i == 0 ? 0 : nesting[i - 1])) {
          throw new IllegalArgumentException(
              "nesting is " + Arrays.toString(nesting) + ", allowed: rising lengths");
        }
      }
      if (nesting[nesting.length - 1] != dim) {
        throw new IllegalArgumentException(
            "nesting is %s, allowed: lengths up to dim %d, which is the last"
                .formatted(Arrays.toString(nesting), dim));
      }
    }
  }

  Align(
      DualEncoder model,
      Shape shape,
      Tokenizer tokenizer,
      ImagePreprocessing preprocessing,
      @Nullable PairReport report) {
    this.model = model;
    this.shape = shape;
    this.tokenizer = tokenizer;
    this.preprocessing = preprocessing;
    this.report = report;
  }

  /** Starts the description of a model to train. */
  public static AlignBuilder builder() {
    return new AlignBuilder();
  }

  /**
   * Reads a model that {@link #save} wrote, or a checkpoint of Hugging Face: a directory with
   * {@code config.json} (whose {@code model_type} is align or clip), {@code model.safetensors}, the
   * tokenizer's files and {@code preprocessor_config.json}.
   *
   * @throws UsageException naming the file and what is missing or wrong in it
   */
  public static Align load(Path folder) throws IOException {
    return load(folder, new Generator(0));
  }

  /** The same to train further; dropping of branches draws from the caller's generator. */
  static Align load(Path folder, Generator rng) throws IOException {
    return HuggingFaceFolder.isCheckpoint(folder)
        ? HuggingFaceFolder.load(folder, rng)
        : AlignFolder.load(ModelDirectory.open(folder), rng);
  }

  /**
   * Writes a new model directory.
   *
   * @throws UsageException when there is something of that name
   */
  public void save(Path folder) throws IOException {
    try (ModelDirectory.Writer writer = ModelDirectory.writer(folder, AlignMethod.SLUG, false)) {
      write(writer);
      writer.commit();
    }
  }

  /** Writes the files of a model; the caller commits. */
  public void write(ModelDirectory.Writer writer) throws IOException {
    AlignFolder.write(this, writer);
  }

  /** The towers and the temperature. */
  public DualEncoder model() {
    return model;
  }

  Shape shape() {
    return shape;
  }

  /** What cuts texts into tokens. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** How pictures are prepared. */
  public ImagePreprocessing preprocessing() {
    return preprocessing;
  }

  /** What became of the pairs it was trained on; empty for a model that was read from disk. */
  public Optional<PairReport> report() {
    return Optional.ofNullable(report);
  }

  /** σ, by which cosines are divided in training. */
  public double temperature() {
    try (var _ = TensorScope.open()) {
      return model.temperature().detach().item();
    }
  }

  /** D, the width of the common space. */
  @Override
  public int dimension() {
    return shape.dim();
  }

  @Override
  public int[] nesting() {
    return shape.nesting().clone();
  }

  /** The most tokens of a text, special ones included; longer texts are cut. */
  public int maxTokens() {
    return shape.maxTokens();
  }

  /**
   * Embeds PNG and JPEG files.
   *
   * @return unit vectors, F32 [N, D]
   * @throws polyad.data.FormatException naming a file that cannot be read
   */
  public Tensor encodeImage(List<Path> pictures) throws IOException {
    try (TensorScope scope = TensorScope.open()) {
      List<Tensor> parts = new ArrayList<>();
      for (int from = 0; from < pictures.size(); from += BATCH) {
        List<byte[]> bytes = new ArrayList<>();
        for (Path file : pictures.subList(from, Math.min(pictures.size(), from + BATCH))) {
          bytes.add(preprocessing.bytes(RgbImage.read(file)));
        }
        parts.add(encodeImage(preprocessing.pixels(bytes)));
      }
      return scope.keep(joined(parts));
    }
  }

  /**
   * Embeds prepared pictures; see {@link #preprocessing()}.
   *
   * @param pixels [N, 3, H, W]
   * @return unit vectors, [N, D]
   */
  public Tensor encodeImage(Tensor pixels) {
    try (TensorScope scope = TensorScope.open();
        var _ = Autograd.noGrad()) {
      model.eval();
      List<Tensor> parts = new ArrayList<>();
      for (long from = 0; from < pixels.size(0); from += BATCH) {
        try (TensorScope inner = TensorScope.open()) {
          long count = Math.min(BATCH, pixels.size(0) - from);
          parts.add(inner.keep(AlignLoss.unit(model.images(pixels.narrow(0, from, count)))));
        }
      }
      return scope.keep(joined(parts));
    }
  }

  /**
   * Embeds texts; those longer than {@link #maxTokens()} are cut.
   *
   * @return unit vectors, F32 [N, D]
   * @throws IllegalArgumentException naming a text without words
   */
  public Tensor encodeText(List<String> texts) {
    TextTokens tokens = TextTokens.of(tokenizer, texts, shape.maxTokens());
    tokens.requireWords();
    try (TensorScope scope = TensorScope.open();
        var _ = Autograd.noGrad()) {
      model.eval();
      List<Tensor> parts = new ArrayList<>();
      for (int from = 0; from < texts.size(); from += BATCH) {
        try (TensorScope inner = TensorScope.open()) {
          List<int[]> ids = tokens.ids().subList(from, Math.min(texts.size(), from + BATCH));
          parts.add(inner.keep(AlignLoss.unit(model.texts(PaddedTokens.of(ids)))));
        }
      }
      return scope.keep(joined(parts));
    }
  }

  private Tensor joined(List<Tensor> parts) {
    return switch (parts.size()) {
      case 0 -> Tensor.zeros(DType.F32, 0, shape.dim());
      case 1 -> parts.getFirst();
      default -> Tensor.cat(0, parts);
    };
  }

  /** How many of the texts are longer than {@link #maxTokens()}. */
  public int cut(List<String> texts) {
    return TextTokens.of(tokenizer, texts, shape.maxTokens()).cut();
  }

  /**
   * Labels pictures by texts about the classes, without training.
   *
   * @param promptsByClass one text or more a class; they need not be equally many
   * @throws IllegalArgumentException naming a class without prompts
   */
  public Classification classify(List<Path> pictures, Map<String, List<String>> promptsByClass)
      throws IOException {
    requirePrompts(promptsByClass);
    try (var _ = TensorScope.open()) {
      return classify(encodeImage(pictures), classifier(promptsByClass), promptsByClass);
    }
  }

  /** The same with prepared pictures, [N, 3, H, W]. */
  public Classification classify(Tensor pixels, Map<String, List<String>> promptsByClass) {
    requirePrompts(promptsByClass);
    try (var _ = TensorScope.open()) {
      return classify(encodeImage(pixels), classifier(promptsByClass), promptsByClass);
    }
  }

  private static void requirePrompts(Map<String, List<String>> promptsByClass) {
    if (promptsByClass.isEmpty()) {
      throw new IllegalArgumentException("there are no classes, allowed: one or more");
    }
    promptsByClass.forEach(
        (name, prompts) -> {
          if (prompts.isEmpty() || prompts.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                "class '%s' has %s, allowed: one prompt or more"
                    .formatted(name, prompts.isEmpty() ? "no prompts" : "an empty prompt"));
          }
        });
  }

  private ZeroShot classifier(Map<String, List<String>> promptsByClass) {
    List<Tensor> rows = new ArrayList<>();
    for (List<String> prompts : promptsByClass.values()) {
      rows.add(ZeroShot.of(encodeText(prompts).unsqueeze(0)).classifier()); // [1, D]
    }
    return ZeroShot.of(Tensor.cat(0, rows).unsqueeze(1));
  }

  private static Classification classify(
      Tensor images, ZeroShot zeroShot, Map<String, List<String>> promptsByClass) {
    float[][] scores = zeroShot.score(images).toFloatMatrix();
    int[] predicted = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      for (int c = 1; c < scores[i].length; c++) {
        predicted[i] = scores[i][c] > scores[i][predicted[i]] ? c : predicted[i];
      }
    }
    return new Classification(List.copyOf(promptsByClass.keySet()), predicted, scores);
  }

  /**
   * Zero-shot labels.
   *
   * @param classes in the order of the prompts
   * @param predicted the place of each picture's class, {@code [N]}
   * @param scores cosines, {@code [N][classes]}
   */
  public record Classification(List<String> classes, int[] predicted, float[][] scores) {
    /** The class of a picture. */
    public String label(int picture) {
      return classes.get(predicted[picture]);
    }

    /** The cosine of a picture with its class. */
    public double score(int picture) {
      return scores[picture][predicted[picture]];
    }
  }

  /** Cosines of pictures with texts, [N, M]. */
  public Tensor score(List<Path> pictures, List<String> texts) throws IOException {
    try (TensorScope scope = TensorScope.open()) {
      return scope.keep(encodeImage(pictures).matmul(encodeText(texts).mT()));
    }
  }

  @Override
  public float[][] encode(List<String> texts, int dimension) {
    if (dimension < 1 || dimension > shape.dim()) {
      throw new IllegalArgumentException(
          "dimension is " + dimension + ", allowed: 1 to " + shape.dim());
    }
    try (var _ = TensorScope.open()) {
      return AlignLoss.unit(encodeText(texts).narrow(1, 0, dimension)).toFloatMatrix();
    }
  }

  @Override
  public long tokens(List<String> texts) {
    return TextTokens.of(tokenizer, texts, shape.maxTokens()).ids().stream()
        .mapToLong(ids -> ids.length)
        .sum();
  }

  /** Frees the weights and the tokenizer. */
  @Override
  public void close() {
    model.close();
    tokenizer.close();
  }
}
