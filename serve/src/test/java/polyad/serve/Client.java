package polyad.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a server as other programs do. */
final class Client implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();
  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Client(EmbeddingServer server) {
    this.base = server.uri();
  }

  record Answer(int status, HttpResponse<byte[]> response) {
    JsonNode json() {
      return JSON.readTree(response.body());
    }

    JsonNode error() {
      return json().get("error");
    }

    String message() {
      return error().get("message").asString();
    }

    String code() {
      return error().get("code").asString();
    }
  }

  /** A connection of its own. */
  Socket connect() throws IOException {
    return new Socket(base.getHost(), base.getPort());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
  }

  Answer get(String path) throws Exception {
    return send(request(path).build());
  }

  Answer post(String path, String body) throws Exception {
    return send(posting(path, body));
  }

  HttpRequest posting(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  Answer send(HttpRequest request) throws Exception {
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response);
  }

  CompletableFuture<Answer> postLater(String path, String body) {
    return http.sendAsync(posting(path, body), HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(response -> new Answer(response.statusCode(), response));
  }

  /** Sends bytes as they are and reads until the server closes. */
  String raw(String bytes) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(5_000);
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (SocketTimeoutException e) {
        throw new IOException("still open after: " + answer.toString(StandardCharsets.UTF_8), e);
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
