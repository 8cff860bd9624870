/**
 * Polyad's encoders and index where LangChain4j wants an embedding model and an embedding store.
 *
 * {@snippet :
 * ModelDirectory directory = ModelDirectory.open(Path.of("my-model"));
 * TextEncoder encoder = directory.method().textEncodable().orElseThrow().textEncoder(directory);
 * try (var model = PolyadEmbeddingModel.of("my-model", encoder);
 *     var store = PolyadEmbeddingStore.create(Path.of("my-store"), encoder.nesting())) {
 *   EmbeddingStoreIngestor.builder().embeddingModel(model).embeddingStore(store).build()
 *       .ingest(documents);
 * }
 * }
 *
 * <p>The store is a {@link polyad.retrieval.NestedVectorIndex}: of nested embeddings it keeps a
 * graph over the shortest prefix only and reorders what it finds at full length.
 */
@NullMarked
package polyad.langchain4j;

import org.jspecify.annotations.NullMarked;
