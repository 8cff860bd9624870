package polyad.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreAddAllContract;
import dev.langchain4j.store.embedding.EmbeddingStoreRemoveAllContract;
import dev.langchain4j.store.embedding.EmbeddingStoreWithRemovalIT;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** LangChain4j's own test kit: removing, and what it says of wrong arguments. */
class RemovalKitTest extends EmbeddingStoreWithRemovalIT
    implements EmbeddingStoreAddAllContract, EmbeddingStoreRemoveAllContract {
  @TempDir Path temp;
  private PolyadEmbeddingStore store;

  @BeforeEach
  void open() throws IOException {
    store = PolyadEmbeddingStore.create(temp.resolve("store"), 64);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public EmbeddingStore<TextSegment> embeddingStore() {
    return store;
  }

  @Override
  protected EmbeddingModel embeddingModel() {
    return PolyadEmbeddingModel.of("letters", new Letters());
  }
}
