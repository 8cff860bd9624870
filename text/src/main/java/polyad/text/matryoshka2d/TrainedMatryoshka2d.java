package polyad.text.matryoshka2d;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Json;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.TextEncoder;
import polyad.tensor.TensorScope;
import polyad.text.SentenceEncoder;

/**
 * A trained encoder of sentences as a model directory holds it, which is a directory of
 * sentence-transformers too: its {@code config.json} has the keys of both.
 */
public final class TrainedMatryoshka2d implements TextEncoder {
  private final SentenceEncoder encoder;
  private final Facts facts;

  /**
   * What the files of sentence-transformers do not say.
   *
   * @param dims widths that were trained, rising; the last is the full one
   * @param layers N
   */
  public record Facts(
      @Describe("widths that were trained, rising; the last is the full one") int[] dims,
      @Describe("layers") int layers) {
    /** Checks the widths. */
    public Facts {
      ConfigChecks.atLeast("layers", layers, 0);
      if (dims.length == 0) {
        throw new IllegalArgumentException("dims are empty, allowed: at least one");
      }
    }
  }

  private TrainedMatryoshka2d(SentenceEncoder encoder, Facts facts) {
    this.encoder = encoder;
    this.facts = facts;
  }

  /**
   * An encoder and the widths it was trained for.
   *
   * @param dims rising; those from the full width on are left out, and the full one is added
   */
  public static TrainedMatryoshka2d of(SentenceEncoder encoder, int... dims) {
    int full = encoder.dimension();
    int[] below = Arrays.stream(dims).filter(d -> d < full).toArray();
    return new TrainedMatryoshka2d(encoder, new Facts(Widths.with(below, full), encoder.layers()));
  }

  /**
   * Opens a model.
   *
   * @throws UsageException when it is of another method or lacks a part
   */
  public static TrainedMatryoshka2d load(ModelDirectory model) throws IOException {
    if (!model.slug().equals(Matryoshka2dMethod.SLUG)) {
      throw new UsageException(
          model.path()
              + " is a model of "
              + model.slug()
              + ", expected "
              + Matryoshka2dMethod.SLUG);
    }
    Facts facts = model.config(Facts.class);
    SentenceEncoder encoder = SentenceEncoder.load(model.path());
    if (encoder.dimension() != facts.dims()[facts.dims().length - 1]) {
      throw new UsageException(
          "%s gives %d numbers, its configuration says %d"
              .formatted(model.path(), encoder.dimension(), facts.dims()[facts.dims().length - 1]));
    }
    return new TrainedMatryoshka2d(encoder, facts);
  }

  /**
   * Opens a model, or any directory of an encoder, whose widths are then powers of two.
   *
   * @throws UsageException when it is neither
   */
  static TrainedMatryoshka2d open(Path folder) throws IOException {
    if (Files.isRegularFile(folder.resolve("modules.json"))
        && !Json.read(folder.resolve("config.json")).has("method")) {
      SentenceEncoder encoder = SentenceEncoder.load(folder);
      return of(encoder, Widths.powersOfTwo(encoder.dimension()));
    }
    return load(ModelDirectory.open(folder));
  }

  /** Writes the files of a model; the caller commits. */
  public void write(ModelDirectory.Writer writer) throws IOException {
    writer.config(facts);
    encoder.writeInto(Objects.requireNonNull(writer.weights().getParent(), "a model has a folder"));
  }

  /** The encoder. */
  public SentenceEncoder encoder() {
    return encoder;
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public int[] nesting() {
    return facts.dims().clone();
  }

  @Override
  public float[][] encode(List<String> texts, int dimension) {
    return encode(texts, encoder.layers(), dimension);
  }

  /**
   * Embeds at one depth and width.
   *
   * @return {@code [n, dimension]}, each row of length 1
   */
  public float[][] encode(List<String> texts, int layer, int dimension) {
    try (var _ = TensorScope.open()) {
      return encoder.encode(texts, layer, dimension).toFloatMatrix();
    }
  }

  @Override
  public long tokens(List<String> texts) {
    return encoder.tokenize(texts).tokens();
  }

  @Override
  public void close() {
    encoder.close();
    encoder.tokenizer().close();
  }
}
