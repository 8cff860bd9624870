package polyad.catalog.task;

import java.io.IOException;
import java.nio.file.Path;

/** Makes a model smaller. */
public interface Compressor extends Task {
  /**
   * Compresses a weight file.
   *
   * @param weights safetensors
   * @param out safetensors to make; replaced atomically
   */
  Compression compress(Path weights, Path out) throws IOException;

  /**
   * What a compression did.
   *
   * @param parametersBefore numbers stored before
   * @param parametersAfter numbers stored after
   * @param relativeError Frobenius norm of the change over that of the weights, at least 0
   */
  record Compression(long parametersBefore, long parametersAfter, double relativeError) {
    /** Parameters before over parameters after. */
    public double ratio() {
      return (double) parametersBefore / parametersAfter;
    }
  }
}
