package polyad.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import polyad.catalog.FeatureFiles;
import polyad.catalog.Method;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Embedder;
import polyad.catalog.task.Encoder;
import polyad.catalog.task.TextEncoder;
import polyad.data.TextFiles;

/** Embeds what a file holds with the encoder of a model: rows of features, or lines of text. */
sealed interface FileEncoder extends AutoCloseable {
  /** Rows that are encoded at a time, so that activations of a large file do not pile up. */
  int BATCH = 1024;

  /** The model's encoder, which says what shape its embeddings have. */
  Embedder encoder();

  /** Where the model is. */
  ModelDirectory directory();

  /**
   * The embeddings of a file.
   *
   * @param dimension coordinates to keep
   * @return {@code [n, dimension]}
   * @throws UsageException when the file does not hold what the encoder takes
   */
  float[][] encode(Path file, int dimension) throws IOException;

  /**
   * What the embeddings are of: a space that models share, or else this model alone. Only those of
   * the same space may be compared.
   */
  default String space() throws IOException {
    Optional<String> shared = encoder().space();
    return shared.isPresent() ? shared.get() : "model " + directory().fingerprint();
  }

  /**
   * Refuses an index whose vectors are of another space.
   *
   * @param space what its vectors are of; empty when it does not say
   */
  default void requireSpace(Path index, Optional<String> space) throws IOException {
    if (space.isEmpty()) {
      return;
    }
    String own = space(); // reads the whole model
    if (!space.get().equals(own)) {
      throw new UsageException(
          "%s: the index holds vectors of %s, the given model makes those of %s, expected the same"
              .formatted(index, space.get(), own));
    }
  }

  @Override
  default void close() {
    encoder().close();
  }

  /**
   * The encoder of a model directory; the caller closes it.
   *
   * @throws UsageException when its method has none
   */
  static FileEncoder open(Path model) throws Exception {
    ModelDirectory directory = ModelDirectory.open(model);
    Method method = directory.method();
    if (method.textEncodable().isPresent()) {
      return new Texts(method.textEncodable().get().textEncoder(directory), directory);
    }
    return new Rows(
        method
            .encodable()
            .orElseThrow(() -> new UsageException(directory.slug() + " models do not encode"))
            .encoder(directory),
        directory);
  }

  /** Rows of features. */
  record Rows(Encoder encoder, ModelDirectory directory) implements FileEncoder {
    @Override
    public float[][] encode(Path file, int dimension) throws IOException {
      float[][] rows = FeatureFiles.read(file);
      float[][] vectors = new float[rows.length][];
      for (int start = 0; start < rows.length; start += BATCH) {
        float[][] batch = Arrays.copyOfRange(rows, start, Math.min(rows.length, start + BATCH));
        if (batch[0].length != encoder.inputDimension()) {
          throw new UsageException(
              "%s has rows of %d values, the model takes %d"
                  .formatted(file, batch[0].length, encoder.inputDimension()));
        }
        float[][] encoded = encoder.encode(batch);
        for (int i = 0; i < encoded.length; i++) {
          vectors[start + i] = Arrays.copyOf(encoded[i], dimension);
        }
      }
      return vectors;
    }
  }

  /** Texts, one a line. */
  record Texts(TextEncoder encoder, ModelDirectory directory) implements FileEncoder {
    @Override
    public float[][] encode(Path file, int dimension) throws IOException {
      return encode(read(file), dimension);
    }

    /**
     * The lines of a file.
     *
     * @throws UsageException when there is none, or one is blank
     */
    static List<String> read(Path file) throws IOException {
      List<String> texts = TextFiles.lines(file);
      if (texts.isEmpty()) {
        throw new UsageException(file + ": empty, expected one text a line");
      }
      for (int i = 0; i < texts.size(); i++) {
        if (texts.get(i).isBlank()) {
          throw new UsageException(file + ", line " + (i + 1) + ": empty, expected a text");
        }
      }
      return texts;
    }

    /** The embeddings of texts. */
    float[][] encode(List<String> texts, int dimension) {
      float[][] vectors = new float[texts.size()][];
      for (int start = 0; start < vectors.length; start += BATCH) {
        int end = Math.min(vectors.length, start + BATCH);
        float[][] encoded = encoder.encode(texts.subList(start, end), dimension);
        System.arraycopy(encoded, 0, vectors, start, end - start);
      }
      return vectors;
    }
  }
}
