package polyad.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request and its answer, with what the log says of them. */
final class Exchange {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ServerRequest request;
  private final ServerResponse response;
  private final Deadline deadline;
  private final Body body;
  private int bytes;
  private int inputs;
  private long tokens;

  Exchange(
      ServerRequest request, ServerResponse response, ServeOptions options, ByteBudget budget) {
    this.request = request;
    this.response = response;
    this.deadline = Deadline.in(options.timeout());
    this.body = new Body(request, options.maxBytes(), deadline, budget);
  }

  Deadline deadline() {
    return deadline;
  }

  Body body() {
    return body;
  }

  /** The object that the request sent. */
  RequestFields read() {
    Body.Json json = body.json();
    bytes = json.bytes();
    return new RequestFields(json.object());
  }

  /** Keeps what was encoded for the log. */
  void count(int texts, long tokensOfTexts) {
    inputs = texts;
    tokens = tokensOfTexts;
  }

  int bytes() {
    return bytes;
  }

  int inputs() {
    return inputs;
  }

  long tokens() {
    return tokens;
  }

  int status() {
    return response.status().code();
  }

  boolean isSent() {
    return response.isSent();
  }

  /** Sends a small answer. */
  void send(int status, JsonNode json) {
    send(status, "application/json", MAPPER.writeValueAsString(json).getBytes(UTF_8));
  }

  void send(int status, String type, byte[] content) {
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, type);
    if (request.prologue().method().equals(Method.HEAD)) {
      response.send();
    } else {
      response.send(content);
    }
  }

  /** Writes an answer of any length, which is not held in memory as a whole. */
  interface Content {
    void writeTo(JsonGenerator json);
  }

  /** Sends an answer of any length. */
  void stream(Content content) throws IOException {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    try (OutputStream out = new BufferedOutputStream(response.outputStream(), 1 << 14);
        JsonGenerator json = MAPPER.createGenerator(out)) {
      content.writeTo(json);
    }
  }

  /** Sends an error; the connection is closed where the rest of the request was not read. */
  void fail(ApiException error) {
    error.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    if (body.isUnread()) {
      response.header(HeaderNames.CONNECTION, "close");
    }
    send(error.status(), error.json());
  }
}
