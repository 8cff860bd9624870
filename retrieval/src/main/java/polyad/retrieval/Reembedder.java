package polyad.retrieval;

import java.io.IOException;
import java.util.List;

/** Embeds documents again with the newest model. */
@FunctionalInterface
public interface Reembedder {
  /**
   * The vectors of documents.
   *
   * @param ids keys of documents in the index
   * @return {@code [ids][D_T]}, in the order of the ids
   * @throws IOException when a document's content cannot be had
   */
  float[][] embed(List<String> ids) throws IOException;
}
