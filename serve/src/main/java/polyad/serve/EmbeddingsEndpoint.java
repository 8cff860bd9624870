package polyad.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import polyad.catalog.task.TextEncoder;
import tools.jackson.core.JsonGenerator;

/** {@code POST /v1/embeddings}. */
final class EmbeddingsEndpoint {
  private final String model;
  private final TextEncoder encoder;
  private final Batcher batcher;
  private final ServerMetrics metrics;
  private final int maxInputs;

  EmbeddingsEndpoint(
      String model, TextEncoder encoder, Batcher batcher, ServerMetrics metrics, int maxInputs) {
    this.model = model;
    this.encoder = encoder;
    this.batcher = batcher;
    this.metrics = metrics;
    this.maxInputs = maxInputs;
  }

  void answer(Exchange exchange) throws IOException {
    RequestFields fields = exchange.read();
    requireModel(fields, model, true);
    List<String> texts = fields.texts("input", maxInputs);
    int dimension = ServedModel.dimension(encoder, fields.whole("dimensions"));
    boolean base64 = isBase64(fields);
    Batcher.Encoded encoded = batcher.encode(texts, dimension, exchange.deadline());
    exchange.count(texts.size(), encoded.tokens());
    metrics.tokens(encoded.tokens());
    exchange.stream(json -> write(json, encoded, base64));
  }

  /**
   * Checks the name of the model.
   *
   * @param required whether it must be there
   */
  static void requireModel(RequestFields fields, String model, boolean required) {
    String wanted = fields.text("model");
    if (wanted == null && required) {
      throw ApiException.invalid("model", "missing_required_parameter", "model is missing");
    }
    if (wanted != null && !wanted.equals(model)) {
      throw ApiException.unknownModel(wanted, model);
    }
  }

  private static boolean isBase64(RequestFields fields) {
    String format = fields.text("encoding_format");
    if (format == null || format.equals("float")) {
      return false;
    }
    if (format.equals("base64")) {
      return true;
    }
    throw ApiException.invalid(
        "encoding_format",
        "invalid_value",
        "encoding_format is '%s', allowed: float, base64"
            .formatted(ApiException.shortened(format)));
  }

  private void write(JsonGenerator json, Batcher.Encoded encoded, boolean base64) {
    json.writeStartObject();
    json.writeStringProperty("object", "list");
    json.writeArrayPropertyStart("data");
    for (int i = 0; i < encoded.vectors().length; i++) {
      json.writeStartObject();
      json.writeStringProperty("object", "embedding");
      json.writeNumberProperty("index", i);
      json.writeName("embedding");
      write(json, encoded.vectors()[i], base64);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringProperty("model", model);
    json.writeObjectPropertyStart("usage");
    json.writeNumberProperty("prompt_tokens", encoded.tokens());
    json.writeNumberProperty("total_tokens", encoded.tokens());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, float[] vector, boolean base64) {
    if (base64) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length);
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
      json.writeString(Base64.getEncoder().encodeToString(bytes.array()));
      return;
    }
    json.writeStartArray();
    for (float value : vector) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }
}
