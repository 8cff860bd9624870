package polyad.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Arrays;
import java.util.List;
import polyad.catalog.task.TextEncoder;

/** A text encoder as LangChain4j's embedding model. One thread at a time encodes. */
public final class PolyadEmbeddingModel implements EmbeddingModel, AutoCloseable {
  private final String name;
  private final TextEncoder encoder;
  private final int dimension;

  private PolyadEmbeddingModel(String name, TextEncoder encoder, int dimension) {
    this.name = name;
    this.encoder = encoder;
    this.dimension = dimension;
  }

  /** Whole embeddings. The encoder is closed with the model. */
  public static PolyadEmbeddingModel of(String name, TextEncoder encoder) {
    return of(name, encoder, encoder.dimension());
  }

  /**
   * Embeddings cut to a prefix. The encoder is closed with the model.
   *
   * @param dimension one of the encoder's nested dimensions
   */
  public static PolyadEmbeddingModel of(String name, TextEncoder encoder, int dimension) {
    if (Arrays.binarySearch(encoder.nesting(), dimension) < 0) {
      throw new IllegalArgumentException(
          "dimension is %d, allowed: %s".formatted(dimension, Arrays.toString(encoder.nesting())));
    }
    return new PolyadEmbeddingModel(name, encoder, dimension);
  }

  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    List<String> texts = segments.stream().map(TextSegment::text).toList();
    synchronized (encoder) {
      List<Embedding> embeddings =
          Arrays.stream(encoder.encode(texts, dimension)).map(Embedding::from).toList();
      int tokens = (int) Math.min(Integer.MAX_VALUE, encoder.tokens(texts));
      return Response.from(embeddings, new TokenUsage(tokens));
    }
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public String modelName() {
    return name;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
