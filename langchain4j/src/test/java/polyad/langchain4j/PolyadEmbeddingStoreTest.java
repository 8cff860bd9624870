package polyad.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.filter.MetadataFilterBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolyadEmbeddingStoreTest {
  @TempDir Path temp;
  private final PolyadEmbeddingModel model = PolyadEmbeddingModel.of("letters", new Letters());

  private List<EmbeddingMatch<TextSegment>> search(PolyadEmbeddingStore store, String text) {
    return store
        .search(
            EmbeddingSearchRequest.builder()
                .queryEmbedding(model.embed(text).content())
                .maxResults(2)
                .build())
        .matches();
  }

  @Test
  void keepsWhatWasIngestedWhenItIsOpenedAgain() throws Exception {
    try (var store = PolyadEmbeddingStore.create(temp.resolve("s"), 64)) {
      EmbeddingStoreIngestor.builder()
          .embeddingModel(model)
          .embeddingStore(store)
          .build()
          .ingest(
              List.of(
                  Document.from("grass", Metadata.from("colour", "green").put("n", 1)),
                  Document.from("sky", Metadata.from("colour", "blue").put("n", 2))));
    }
    try (var store = PolyadEmbeddingStore.open(temp.resolve("s"))) {
      EmbeddingMatch<TextSegment> match = search(store, "sky").getFirst();
      assertEquals("sky", match.embedded().text());
      assertEquals("blue", match.embedded().metadata().getString("colour"));
      assertEquals(2, match.embedded().metadata().getInteger("n"));
      assertEquals(1, match.score(), 1e-5);
      store.removeAll(MetadataFilterBuilder.metadataKey("n").isGreaterThan(1.5));
      assertEquals("grass", search(store, "sky").getFirst().embedded().text());
    }
  }

  @Test
  void embedsWithTokensAndAName() {
    var response = model.embedAll(List.of(TextSegment.from("ab"), TextSegment.from("c")));
    assertEquals(3, response.tokenUsage().inputTokenCount());
    assertEquals(64, response.content().getFirst().dimension());
    assertEquals(64, model.dimension());
    assertEquals("letters", model.modelName());
    assertThrows(
        IllegalArgumentException.class, () -> PolyadEmbeddingModel.of("x", new Letters(), 7));
  }

  @Test
  void refusesWhatDoesNotFit() throws Exception {
    try (var store = PolyadEmbeddingStore.create(temp.resolve("s"), 64)) {
      var wrong =
          assertThrows(
              IllegalArgumentException.class,
              () -> store.add("a", Embedding.from(new float[] {1, 2})));
      assertTrue(wrong.getMessage().contains("dimension 64"), wrong.getMessage());
      store.add("bare", model.embed("x").content());
      assertNull(search(store, "x").getFirst().embedded());
    }
  }
}
