package polyad.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Encoder;
import polyad.catalog.task.TextEncoder;

/** What embeds with a trained model: rows of features or texts. */
sealed interface OpenModel extends AutoCloseable {
  /** Embeds rows of features. */
  record OfRows(Encoder encoder) implements OpenModel {
    @Override
    public int[] nesting() {
      return encoder.nesting();
    }

    @Override
    public Embedded encode(Path file) throws Exception {
      return new Embedded(Encoders.encode(encoder, file), null);
    }

    @Override
    public void close() {
      encoder.close();
    }
  }

  /** Embeds texts. */
  record OfTexts(TextEncoder encoder) implements OpenModel {
    @Override
    public int[] nesting() {
      return encoder.nesting();
    }

    @Override
    public Embedded encode(Path file) throws Exception {
      return encode(TextRows.read(file));
    }

    Embedded encode(List<String> texts) {
      return new Embedded(TextRows.encode(encoder, texts), texts);
    }

    @Override
    public void close() {
      encoder.close();
    }
  }

  /**
   * Embeddings of a file.
   *
   * @param vectors {@code [n, dimension]}
   * @param texts that they are of; null for rows of features
   */
  record Embedded(float[][] vectors, @Nullable List<String> texts) {}

  /**
   * Opens a model; the caller closes it.
   *
   * @throws UsageException when its method embeds nothing
   */
  static OpenModel open(Path model) throws Exception {
    ModelDirectory directory = ModelDirectory.open(model);
    var texts = directory.method().textEncodable();
    if (texts.isPresent()) {
      return new OfTexts(texts.get().textEncoder(directory));
    }
    return new OfRows(Encoders.open(model));
  }

  /** Prefix lengths that are embeddings by themselves, ascending. */
  int[] nesting();

  /** Embeds what a file holds. */
  Embedded encode(Path file) throws Exception;

  @Override
  void close();
}
