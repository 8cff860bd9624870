package polyad.cli;

import java.nio.file.Path;
import java.util.Arrays;
import polyad.catalog.FeatureFiles;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Encoder;

/** Opens the encoder of a model and feeds it from files. */
final class Encoders {
  /** Rows that are encoded at a time, so that activations of a large file do not pile up. */
  private static final int BATCH = 1024;

  private Encoders() {}

  /**
   * The encoder of a model directory; the caller closes it.
   *
   * @throws UsageException when its method has none
   */
  static Encoder open(Path model) throws Exception {
    ModelDirectory directory = ModelDirectory.open(model);
    return directory
        .method()
        .encodable()
        .orElseThrow(() -> new UsageException(directory.slug() + " models do not encode"))
        .encoder(directory);
  }

  /**
   * The embeddings of a file's rows.
   *
   * @return {@code [n, dimension]}
   * @throws UsageException when the rows have another length than the encoder takes
   */
  static float[][] encode(Encoder encoder, Path file) throws Exception {
    float[][] rows = FeatureFiles.read(file);
    float[][] vectors = new float[rows.length][];
    for (int start = 0; start < rows.length; start += BATCH) {
      int end = Math.min(rows.length, start + BATCH);
      float[][] batch = Arrays.copyOfRange(rows, start, end);
      if (batch[0].length != encoder.inputDimension()) {
        throw new UsageException(
            "%s has rows of %d values, the model takes %d"
                .formatted(file, batch[0].length, encoder.inputDimension()));
      }
      System.arraycopy(encoder.encode(batch), 0, vectors, start, end - start);
    }
    return vectors;
  }
}
