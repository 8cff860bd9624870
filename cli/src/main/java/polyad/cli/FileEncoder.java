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
import polyad.catalog.task.Encoder;
import polyad.catalog.task.TextEncoder;
import polyad.data.TextFiles;

/** Embeds what a file holds with the encoder of a model: rows of features, or lines of text. */
sealed interface FileEncoder extends AutoCloseable {
  /** Rows that are encoded at a time, so that activations of a large file do not pile up. */
  int BATCH = 1024;

  /** Coordinates of a full embedding. */
  int dimension();

  /** Prefix lengths that are embeddings by themselves, ascending. */
  int[] nesting();

  /** What the coordinates stand for, where only equal ones may be compared. */
  Optional<String> space();

  /**
   * The embeddings of a file.
   *
   * @param dimension coordinates to keep
   * @return {@code [n, dimension]}
   * @throws UsageException when the file does not hold what the encoder takes
   */
  float[][] encode(Path file, int dimension) throws IOException;

  @Override
  void close();

  /**
   * The encoder of a model directory; the caller closes it.
   *
   * @throws UsageException when its method has none
   */
  static FileEncoder open(Path model) throws Exception {
    ModelDirectory directory = ModelDirectory.open(model);
    Method method = directory.method();
    if (method.textEncodable().isPresent()) {
      return new Texts(method.textEncodable().get().textEncoder(directory));
    }
    return new Rows(
        method
            .encodable()
            .orElseThrow(() -> new UsageException(directory.slug() + " models do not encode"))
            .encoder(directory));
  }

  /** Rows of features. */
  record Rows(Encoder encoder) implements FileEncoder {
    @Override
    public int dimension() {
      return encoder.dimension();
    }

    @Override
    public int[] nesting() {
      return encoder.nesting();
    }

    @Override
    public Optional<String> space() {
      return encoder.space();
    }

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

    @Override
    public void close() {
      encoder.close();
    }
  }

  /** Texts, one a line. */
  record Texts(TextEncoder encoder) implements FileEncoder {
    @Override
    public int dimension() {
      return encoder.dimension();
    }

    @Override
    public int[] nesting() {
      return encoder.nesting();
    }

    @Override
    public Optional<String> space() {
      return Optional.empty();
    }

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

    @Override
    public void close() {
      encoder.close();
    }
  }
}
