package polyad.catalog;

import polyad.catalog.task.Encoder;

/** Embeddings from a trained model. */
public interface Encodable {
  /**
   * Loads the encoder. The caller closes it.
   *
   * @throws UsageException when the model directory lacks a part
   */
  Encoder encoder(ModelDirectory model) throws Exception;
}
