package polyad.serve;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.retrieval.FieldValue;
import polyad.retrieval.Filter;
import polyad.retrieval.FunnelPlan;
import polyad.retrieval.Hit;
import polyad.retrieval.NestedVectorIndex;
import polyad.retrieval.SearchOptions;
import tools.jackson.core.JsonGenerator;

/** {@code POST /v1/search}. */
final class SearchEndpoint {
  private static final int MOST_HITS = 1000;
  private static final int USUAL_HITS = 10;

  private final String model;
  private final @Nullable Batcher batcher;
  private final NestedVectorIndex index;
  private final ServerMetrics metrics;

  SearchEndpoint(
      String model, @Nullable Batcher batcher, NestedVectorIndex index, ServerMetrics metrics) {
    this.model = model;
    this.batcher = batcher;
    this.index = index;
    this.metrics = metrics;
  }

  void answer(Exchange exchange) throws IOException {
    RequestFields fields = exchange.read();
    EmbeddingsEndpoint.requireModel(fields, model, false);
    Integer wanted = fields.whole("k");
    int k = wanted == null ? USUAL_HITS : wanted;
    if (k < 1 || k > MOST_HITS) {
      throw ApiException.invalid(
          "k", "invalid_value", "k is %d, allowed: 1 to %d".formatted(k, MOST_HITS));
    }
    boolean exact = fields.flag("exact");
    float[] vector = vector(fields, exchange);
    List<Hit> hits = search(vector, k, exact, fields.filter("filter"));
    long tokens = exchange.tokens();
    metrics.tokens(tokens);
    exchange.stream(json -> write(json, hits, tokens));
  }

  private float[] vector(RequestFields fields, Exchange exchange) {
    float[] vector = fields.vector("vector", index.config().dimension());
    if ((vector == null) == !fields.has("query")) {
      throw ApiException.invalid(
          "query", "missing_required_parameter", "give query (a text) or vector, one of them");
    }
    if (vector != null) {
      return vector;
    }
    if (batcher == null) {
      throw ApiException.invalid(
          "query", "unsupported_value", "the model embeds no text: search by vector");
    }
    List<String> texts = fields.texts("query", 1);
    Batcher.Encoded encoded =
        batcher.encode(texts, index.config().dimension(), exchange.deadline());
    exchange.count(1, encoded.tokens());
    return encoded.vectors()[0];
  }

  private List<Hit> search(float[] vector, int k, boolean exact, Filter filter) throws IOException {
    try {
      if (exact) {
        FunnelPlan whole = FunnelPlan.single(index.config().dimension(), k);
        return index.search(vector, k, whole, SearchOptions.EXACT.where(filter));
      }
      return index.search(vector, k, SearchOptions.DEFAULT.where(filter));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("vector", "invalid_value", String.valueOf(e.getMessage()));
    }
  }

  private void write(JsonGenerator json, List<Hit> hits, long tokens) {
    json.writeStartObject();
    json.writeStringProperty("object", "list");
    json.writeArrayPropertyStart("data");
    for (int i = 0; i < hits.size(); i++) {
      write(json, i, hits.get(i));
    }
    json.writeEndArray();
    json.writeStringProperty("model", model);
    json.writeObjectPropertyStart("usage");
    json.writeNumberProperty("prompt_tokens", tokens);
    json.writeNumberProperty("total_tokens", tokens);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, int rank, Hit hit) {
    json.writeStartObject();
    json.writeStringProperty("object", "hit");
    json.writeNumberProperty("index", rank);
    json.writeStringProperty("id", hit.id());
    json.writeNumberProperty("score", hit.score());
    if (hit.content() != null) {
      json.writeStringProperty("text", hit.content());
    }
    json.writeObjectPropertyStart("fields");
    hit.values().forEach((name, value) -> write(json, name, value));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, FieldValue value) {
    switch (value) {
      case FieldValue.Text text -> json.writeStringProperty(name, text.value());
      case FieldValue.Whole whole -> json.writeNumberProperty(name, whole.value());
      case FieldValue.Real real -> json.writeNumberProperty(name, real.value());
    }
  }
}
