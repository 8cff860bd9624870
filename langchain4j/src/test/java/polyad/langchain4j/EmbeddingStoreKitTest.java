package polyad.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithFilteringIT;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** LangChain4j's own test kit: adding, scores, metadata and filters. */
class EmbeddingStoreKitTest extends EmbeddingStoreWithFilteringIT {
  @TempDir static Path temp;
  private static int count;
  private PolyadEmbeddingStore store;
  private final EmbeddingModel model = PolyadEmbeddingModel.of("letters", new Letters());

  private PolyadEmbeddingStore opened() {
    try {
      if (store == null) {
        store = PolyadEmbeddingStore.create(temp.resolve("store" + count++), 16, 64);
      }
      return store;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void open() {
    opened();
  }

  @AfterEach
  void close() {
    opened().close();
  }

  @Override
  protected EmbeddingStore<TextSegment> embeddingStore() {
    return opened();
  }

  @Override
  protected EmbeddingModel embeddingModel() {
    return model;
  }

  @Override
  protected boolean supportsContains() {
    return true;
  }
}
