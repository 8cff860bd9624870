package polyad.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.RelevanceScore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import polyad.retrieval.Entry;
import polyad.retrieval.FieldValue;
import polyad.retrieval.Hit;
import polyad.retrieval.IndexConfig;
import polyad.retrieval.NestedVectorIndex;
import polyad.retrieval.SearchOptions;

/**
 * LangChain4j's embedding store in a folder of this machine.
 *
 * <p>What is added or removed is seen by the next search; it survives a crash after {@link #commit}
 * and is committed by {@link #close}. Metadata are kept with their kinds: a number comes back as
 * what {@code Metadata} reads it as, text and UUIDs as text. Safe for use by several threads; one
 * process at a time may have a store open.
 */
public final class PolyadEmbeddingStore implements EmbeddingStore<TextSegment>, AutoCloseable {
  private final NestedVectorIndex index;
  private final AtomicBoolean changed = new AtomicBoolean();

  private PolyadEmbeddingStore(NestedVectorIndex index) {
    this.index = index;
  }

  /**
   * Creates an empty store.
   *
   * @param nesting prefix lengths of the embeddings, rising, the last their length: an encoder's
   *     {@code nesting()}, or the length alone
   * @throws java.nio.file.FileAlreadyExistsException when the folder has an index
   */
  public static PolyadEmbeddingStore create(Path folder, int... nesting) throws IOException {
    IndexConfig config = IndexConfig.of(nesting[nesting.length - 1], nesting);
    return new PolyadEmbeddingStore(NestedVectorIndex.create(folder, config));
  }

  /**
   * Opens a store, or an index that {@code polyad index} made of texts.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  public static PolyadEmbeddingStore open(Path folder) throws IOException {
    return new PolyadEmbeddingStore(NestedVectorIndex.open(folder));
  }

  @Override
  public String add(Embedding embedding) {
    return addAll(List.of(embedding)).getFirst();
  }

  @Override
  public void add(String id, Embedding embedding) {
    put(id, embedding, null);
  }

  @Override
  public String add(Embedding embedding, TextSegment segment) {
    String id = UUID.randomUUID().toString();
    put(id, embedding, segment);
    return id;
  }

  @Override
  public List<String> addAll(List<Embedding> embeddings) {
    List<String> ids = generateIds(embeddings.size());
    for (int i = 0; i < ids.size(); i++) {
      put(ids.get(i), embeddings.get(i), null);
    }
    return ids;
  }

  @Override
  public void addAll(
      @Nullable List<String> ids,
      @Nullable List<Embedding> embeddings,
      @Nullable List<TextSegment> segments) {
    int count = embeddings == null ? 0 : embeddings.size();
    requireEqual("ids", ids == null ? 0 : ids.size(), "embeddings", count);
    if (segments != null) {
      requireEqual("embeddings", count, "embedded", segments.size());
    }
    for (int i = 0; i < count; i++) {
      put(
          Objects.requireNonNull(ids).get(i),
          Objects.requireNonNull(embeddings).get(i),
          segments == null ? null : segments.get(i));
    }
  }

  private static void requireEqual(String first, int size, String second, int other) {
    if (size != other) {
      throw new IllegalArgumentException(
          "%s size (%d) is not equal to %s size (%d)".formatted(first, size, second, other));
    }
  }

  private void put(String id, Embedding embedding, @Nullable TextSegment segment) {
    Map<String, FieldValue> values = new HashMap<>();
    String text = null;
    if (segment != null) {
      text = segment.text();
      segment.metadata().toMap().forEach((key, value) -> values.put(key, Filters.value(value)));
    }
    Entry entry = new Entry(id, embedding.vector(), values, text);
    change(() -> index.add(entry));
  }

  @Override
  public void removeAll(@Nullable Collection<String> ids) {
    if (ids != null) {
      change(
          () -> {
            for (String id : ids) {
              index.delete(id);
            }
          });
    }
  }

  @Override
  public void removeAll(Filter filter) {
    if (filter == null) {
      throw new IllegalArgumentException("filter cannot be null");
    }
    change(() -> index.delete(Filters.of(filter)));
  }

  @Override
  public void removeAll() {
    change(() -> index.delete(polyad.retrieval.Filter.all()));
  }

  @Override
  public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
    SearchOptions options = SearchOptions.DEFAULT.withVectors();
    Filter filter = request.filter();
    SearchOptions where = filter == null ? options : options.where(Filters.of(filter));
    List<EmbeddingMatch<TextSegment>> matches = new ArrayList<>();
    for (Hit hit : hits(request, where)) {
      EmbeddingMatch<TextSegment> match = match(hit);
      if (match.score() >= request.minScore()) {
        matches.add(match);
      }
    }
    return new EmbeddingSearchResult<>(matches);
  }

  private List<Hit> hits(EmbeddingSearchRequest request, SearchOptions options) {
    try {
      if (changed.getAndSet(false)) {
        index.refresh();
      }
      return index.search(request.queryEmbedding().vector(), request.maxResults(), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddingMatch<TextSegment> match(Hit hit) {
    Metadata metadata = new Metadata();
    hit.values().forEach((key, value) -> put(metadata, key, value));
    String text = hit.content();
    return new EmbeddingMatch<>(
        RelevanceScore.fromCosineSimilarity(hit.score()),
        hit.id(),
        Embedding.from(Objects.requireNonNull(hit.vector())),
        text == null ? null : TextSegment.from(text, metadata));
  }

  private static void put(Metadata metadata, String key, FieldValue value) {
    switch (value) {
      case FieldValue.Text text -> metadata.put(key, text.value());
      case FieldValue.Whole whole -> metadata.put(key, whole.value());
      case FieldValue.Real real -> metadata.put(key, real.value());
    }
  }

  private interface Change {
    void carryOut() throws IOException;
  }

  private void change(Change change) {
    try {
      change.carryOut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      changed.set(true);
    }
  }

  /** Makes what was added and removed durable. */
  public void commit() {
    change(index::commit);
  }

  /** Commits and closes. */
  @Override
  public void close() {
    change(index::close);
  }
}
