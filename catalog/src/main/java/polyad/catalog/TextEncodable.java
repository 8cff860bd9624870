package polyad.catalog;

import polyad.catalog.task.TextEncoder;

/** Embeddings of texts from a trained model. */
public interface TextEncodable {
  /**
   * Loads the encoder. The caller closes it.
   *
   * @throws UsageException when the model directory lacks a part, or its kind of model embeds none
   */
  TextEncoder textEncoder(ModelDirectory model) throws Exception;
}
