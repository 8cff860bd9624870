package polyad.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polyad.catalog.UsageException;
import polyad.retrieval.Entry;
import polyad.retrieval.FieldValue;
import polyad.retrieval.IndexConfig;
import polyad.retrieval.NestedVectorIndex;
import tools.jackson.databind.JsonNode;

class EmbeddingServerTest {
  private static final ServeOptions OPTIONS = ServeOptions.DEFAULT.withPort(0);

  @TempDir Path temp;
  private final HashEncoder encoder = new HashEncoder();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    encoder.release();
    for (AutoCloseable resource : opened.reversed()) {
      resource.close();
    }
  }

  private EmbeddingServer server(ServeOptions options, @Nullable NestedVectorIndex index) {
    EmbeddingServer server =
        EmbeddingServer.start(options, new ServedModel("tiny", encoder), index, log::add);
    opened.add(server);
    return server;
  }

  private Client client(ServeOptions options) {
    return client(server(options, null));
  }

  private Client client(EmbeddingServer server) {
    Client client = new Client(server);
    opened.add(client);
    return client;
  }

  private static float[] floats(JsonNode list) {
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) list.get(i).doubleValue();
    }
    return floats;
  }

  @Test
  void embedsOneTextAndMany() throws Exception {
    Client client = client(OPTIONS);
    var one = client.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"a b\"}");
    assertEquals(200, one.status());
    assertEquals("list", one.json().get("object").asString());
    assertEquals("tiny", one.json().get("model").asString());
    assertEquals(2, one.json().at("/usage/prompt_tokens").asInt());
    assertEquals(2, one.json().at("/usage/total_tokens").asInt());
    assertArrayEquals(
        HashEncoder.encode("a b", 16), floats(one.json().at("/data/0/embedding")), 0f);

    var many =
        client.post(
            "/v1/embeddings",
            "{\"input\":[\"x\",\"y z\",\"x\"],\"model\":\"tiny\",\"dimensions\":8,\"user\":\"u\"}");
    assertEquals(3, many.json().get("data").size());
    for (int i = 0; i < 3; i++) {
      JsonNode item = many.json().get("data").get(i);
      assertEquals(i, item.get("index").asInt());
      assertEquals("embedding", item.get("object").asString());
      assertArrayEquals(
          HashEncoder.encode(List.of("x", "y z", "x").get(i), 8),
          floats(item.get("embedding")),
          0f);
    }
    assertEquals(4, many.json().at("/usage/total_tokens").asInt());
  }

  @Test
  void embedsAsBase64() throws Exception {
    var answer =
        client(OPTIONS)
            .post(
                "/v1/embeddings",
                "{\"model\":\"tiny\",\"input\":\"ä 😀\",\"encoding_format\":\"base64\",\"dimensions\":4}");
    byte[] bytes = Base64.getDecoder().decode(answer.json().at("/data/0/embedding").asString());
    float[] floats = new float[4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    assertEquals(16, bytes.length);
    assertArrayEquals(HashEncoder.encode("ä 😀", 4), floats, 0f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | invalid_json               |                 | {\"model\":                                     | line 1",
        "400 | invalid_json               |                 | [1]                                             | is array",
        "400 | invalid_json               |                 | {} {}                                           | JSON",
        "400 | invalid_json               |                 | {\"model\":\"a\",\"model\":\"b\"}               | uplicate",
        "400 | invalid_json               |                 | {\"x\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]} | nesting",
        "400 | missing_required_parameter | model           | {\"input\":\"a\"}                               | model is missing",
        "400 | missing_required_parameter | input           | {\"model\":\"tiny\"}                            | input is missing",
        "400 | invalid_type               | model           | {\"model\":3,\"input\":\"a\"}                   | model is 3, expected a string",
        "404 | model_not_found            | model           | {\"model\":\"gpt\",\"input\":\"a\"}             | 'gpt' is not served here, 'tiny' is",
        "400 | invalid_type               | input           | {\"model\":\"tiny\",\"input\":{\"a\":1}}        | input is of type object",
        "400 | invalid_value              | input           | {\"model\":\"tiny\",\"input\":\"\"}             | input is empty",
        "400 | invalid_value              | input           | {\"model\":\"tiny\",\"input\":[]}               | 0 items, allowed: 1 to 2048",
        "400 | invalid_value              | input           | {\"model\":\"tiny\",\"input\":[\"a\",\"\"]}     | input[1] is empty",
        "400 | unsupported_value          | input           | {\"model\":\"tiny\",\"input\":[1,2]}            | tokens",
        "400 | unsupported_value          | input           | {\"model\":\"tiny\",\"input\":[[1],[2]]}        | tokens",
        "400 | invalid_type               | input           | {\"model\":\"tiny\",\"input\":[\"a\",null]}     | input[1] is null",
        "400 | invalid_value              | input           | {\"model\":\"tiny\",\"input\":\"\\ud83d\"}      | surrogate",
        "400 | invalid_value              | dimensions      | {\"model\":\"tiny\",\"input\":\"a\",\"dimensions\":-1}  | dimensions is -1, allowed: [4, 8, 16]",
        "400 | invalid_type               | dimensions      | {\"model\":\"tiny\",\"input\":\"a\",\"dimensions\":4.5} | 4.5",
        "400 | invalid_type               | dimensions      | {\"model\":\"tiny\",\"input\":\"a\",\"dimensions\":99999999999} | whole",
        "400 | invalid_value              | encoding_format | {\"model\":\"tiny\",\"input\":\"a\",\"encoding_format\":\"hex\"} | float, base64",
        "400 | invalid_value              | input           | {\"model\":\"tiny\",\"input\":\"refuse me\"}    | the text is refused",
        "500 | internal_error             |                 | {\"model\":\"tiny\",\"input\":\"break\"}        | log",
      })
  void saysWhatIsWrong(int status, String code, @Nullable String param, String body, String part)
      throws Exception {
    Client client = client(OPTIONS);
    var answer = client.post("/v1/embeddings", body);
    assertEquals(status, answer.status(), answer.json().toString());
    assertEquals(code, answer.code());
    assertEquals(param, answer.error().get("param").asStringOpt().orElse(null));
    assertEquals(
        status < 500 ? "invalid_request_error" : "server_error",
        answer.error().get("type").asString());
    assertTrue(answer.message().contains(part), answer.message());
    assertEquals(
        200, client.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"a\"}").status());
  }

  @Test
  void refusesOtherAddressesMethodsAndTypes() throws Exception {
    Client client = client(OPTIONS);
    for (String path : List.of("/", "/v1", "/v1/embeddings/", "/v1/models/other", "/V1/models")) {
      var answer = client.get(path);
      assertEquals(404, answer.status(), path);
      assertTrue(answer.message().contains("POST /v1/embeddings"), answer.message());
    }
    assertEquals(404, client.post("/v1/search", "{}").status(), "there is no index");
    var wrong = client.get("/v1/embeddings");
    assertEquals(405, wrong.status());
    assertEquals("POST", wrong.response().headers().firstValue("Allow").orElseThrow());
    var delete = client.send(client.request("/v1/models").DELETE().build());
    assertEquals(405, delete.status());
    assertEquals("GET, HEAD", delete.response().headers().firstValue("Allow").orElseThrow());
    var form =
        client.send(
            client
                .request("/v1/embeddings")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"tiny\",\"input\":\"a\"}"))
                .build());
    assertEquals(415, form.status());
    var packed =
        client.send(
            client
                .request("/v1/embeddings")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {31, -117, 8}))
                .build());
    assertEquals(400, packed.status(), packed.message());
  }

  @Test
  void refusesWhatIsNoHttpInJson() throws Exception {
    Client client = client(OPTIONS);
    for (String head :
        List.of(
            "NONSENSE\r\n\r\n",
            "GET /v1/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /health HTTP/9.9\r\nHost: a\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(40_000) + "\r\n\r\n",
            "POST /v1/embeddings HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n")) {
      String answer = client.raw(head);
      boolean refused = answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 505");
      assertTrue(refused, () -> ApiException.shortened(head) + " got " + answer);
      assertTrue(answer.contains("{\"error\":{\"message\":"), answer);
    }
    assertEquals(200, client.get("/health").status());
  }

  @Test
  void listsTheModelAndItsDimensions() throws Exception {
    Client client = client(OPTIONS);
    JsonNode model = client.get("/v1/models").json().at("/data/0");
    assertEquals("tiny", model.get("id").asString());
    assertEquals("model", model.get("object").asString());
    assertEquals("[4,8,16]", model.get("dimensions").toString());
    assertEquals(model, client.get("/v1/models/tiny").json());
  }

  @Test
  void tellsHealthAndMetrics() throws Exception {
    Client client = client(OPTIONS);
    assertEquals("ok", client.get("/health").json().get("status").asString());
    var head =
        client.send(
            client.request("/health").method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
    assertEquals(200, head.status());
    assertEquals(0, head.response().body().length);
    client.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":[\"a b\",\"c\"]}");
    client.get("/nowhere/" + "x".repeat(100));
    var metrics = client.get("/metrics");
    String text = new String(metrics.response().body(), StandardCharsets.UTF_8);
    assertTrue(
        metrics
            .response()
            .headers()
            .firstValue("Content-Type")
            .orElseThrow()
            .startsWith("text/plain"));
    assertTrue(
        text.contains("polyad_requests_total{path=\"/v1/embeddings\",status=\"200\"} 1.0"), text);
    assertTrue(text.contains("polyad_requests_total{path=\"other\",status=\"404\"} 1.0"), text);
    assertTrue(text.contains("polyad_texts_total 2.0"), text);
    assertTrue(text.contains("polyad_tokens_total 3.0"), text);
    assertTrue(text.contains("polyad_request_seconds_bucket"), text);
    assertTrue(text.contains("jvm_memory_used_bytes"), text);
  }

  @Test
  void logsALineOfJsonARequest() throws Exception {
    Client client = client(OPTIONS);
    client.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":[\"a b\",\"c\"]}");
    client.get("/no%0Awhere");
    while (log.size() < 2) {
      Thread.sleep(5);
    }
    JsonNode first = Client.JSON.readTree(log.get(0));
    assertEquals("POST", first.get("method").asString());
    assertEquals("/v1/embeddings", first.get("path").asString());
    assertEquals(200, first.get("status").asInt());
    assertEquals(2, first.get("inputs").asInt());
    assertEquals(3, first.get("tokens").asInt());
    assertEquals("127.0.0.1", first.get("client").asString());
    assertTrue(first.get("ms").doubleValue() > 0);
    assertEquals(1, log.get(1).lines().count());
    assertEquals(404, Client.JSON.readTree(log.get(1)).get("status").asInt());
  }

  @Test
  void wantsTheToken() throws Exception {
    Client client = client(OPTIONS.withToken("s3cret"));
    for (String wrong : List.of("", "s3cret", "Basic s3cret", "Bearer s3cre", "Bearer s3crets")) {
      var request = client.request("/v1/models");
      var answer =
          client.send((wrong.isEmpty() ? request : request.header("Authorization", wrong)).build());
      assertEquals(401, answer.status(), wrong);
      assertEquals("invalid_api_key", answer.code());
      assertEquals("Bearer", answer.response().headers().firstValue("WWW-Authenticate").orElse(""));
    }
    assertEquals(401, client.get("/metrics").status());
    assertEquals(401, client.post("/v1/embeddings", "{").status());
    assertEquals(200, client.get("/health").status());
    var right = client.request("/v1/models").header("Authorization", "Bearer s3cret").build();
    assertEquals(200, client.send(right).status());
    assertFalse(OPTIONS.withToken("s3cret").toString().contains("s3cret"));
  }

  @Test
  void refusesLongBodies() throws Exception {
    Client client = client(OPTIONS);
    String long10 = "{\"model\":\"tiny\",\"input\":\"" + "a".repeat(10_000_000) + "\"}";
    var declared = client.post("/v1/embeddings", long10);
    assertEquals(413, declared.status());
    assertEquals("request_too_large", declared.code());
    var chunked =
        client.send(
            client
                .request("/v1/embeddings")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () ->
                            new java.io.ByteArrayInputStream(
                                long10.getBytes(StandardCharsets.UTF_8))))
                .build());
    assertEquals(413, chunked.status());
    String fits = "{\"model\":\"tiny\",\"input\":\"" + "a".repeat((1 << 20) - 50) + "\"}";
    assertEquals(200, client.post("/v1/embeddings", fits).status());
  }

  @Test
  void refusesMoreThanTheQueueHolds() throws Exception {
    Client client = client(OPTIONS.withQueue(3));
    encoder.hold();
    List<CompletableFuture<Client.Answer>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(
          client.postLater("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"" + i + "\"}"));
    }
    awaitInWork(client, 3);
    var refused = client.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"one more\"}");
    assertEquals(429, refused.status());
    assertEquals("queue_full", refused.code());
    assertEquals("1", refused.response().headers().firstValue("Retry-After").orElseThrow());
    assertEquals(200, client.get("/v1/models").status(), "light requests are answered");
    encoder.release();
    for (var answer : waiting) {
      assertEquals(200, answer.get(20, TimeUnit.SECONDS).status());
    }
    assertEquals(
        200, client.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"now\"}").status());
  }

  private static void awaitInWork(Client client, int count) throws Exception {
    while (client.get("/health").json().get("in_work").asInt() < count) {
      Thread.sleep(5);
    }
  }

  @Test
  void givesUpWhenTimeIsOver() throws Exception {
    Client client = client(OPTIONS.withTimeout(Duration.ofMillis(300)));
    encoder.hold();
    var late = client.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"a\"}");
    assertEquals(503, late.status());
    assertEquals("timeout", late.code());
    encoder.release();
    assertEquals(
        200, client.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"b\"}").status());
  }

  @Test
  void doesNotWaitForSlowSendersForever() throws Exception {
    Client client = client(OPTIONS.withTimeout(Duration.ofMillis(500)));
    long start = System.nanoTime();
    String answer =
        client.raw(
            "POST /v1/embeddings HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{\"model\"");
    assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
    assertTrue(System.nanoTime() - start < 10e9);
    assertEquals(0, client.get("/health").json().get("in_work").asInt());
  }

  @Test
  void slowSendersHoldNoPlace() throws Exception {
    Client client = client(OPTIONS.withQueue(2));
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        Socket socket = client.connect();
        slow.add(socket);
        String part =
            "POST /v1/embeddings HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{\"model\"";
        socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
      for (int i = 0; i < 10; i++) {
        var answer = client.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"a\"}");
        assertEquals(200, answer.status());
        assertEquals(0, client.get("/health").json().get("in_work").asInt());
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void boundsTheBytesOfAllBodiesTogether() {
    ByteBudget budget = new ByteBudget(100);
    assertTrue(budget.take(60));
    assertFalse(budget.take(41));
    assertTrue(budget.take(40));
    budget.release(60);
    assertTrue(budget.take(60));
  }

  @Test
  void closesConnectionsThatDoNotFinishTheirHead() throws Exception {
    Client client = client(OPTIONS.withTimeout(Duration.ofMillis(400)));
    assertEquals("", client.raw("GET /health HTTP/1.1\r\nHo"));
    String kept = client.raw("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
    assertTrue(kept.startsWith("HTTP/1.1 200"), "closed when idle, after the answer");
    assertEquals(200, client.get("/health").status());
  }

  @Test
  void putsConcurrentRequestsTogether() throws Exception {
    Client client = client(OPTIONS.withBatches(8, Duration.ofMillis(50)));
    encoder.hold();
    List<CompletableFuture<Client.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int dimension = i % 2 == 0 ? 16 : 4;
      String input = i == 13 ? "refuse me" : "text " + i;
      answers.add(
          client.postLater(
              "/v1/embeddings",
              "{\"model\":\"tiny\",\"input\":\"%s\",\"dimensions\":%d}"
                  .formatted(input, dimension)));
    }
    awaitInWork(client, 40);
    int before = encoder.batches.get();
    encoder.release();
    for (int i = 0; i < 40; i++) {
      Client.Answer answer = answers.get(i).get(20, TimeUnit.SECONDS);
      if (i == 13) {
        assertEquals(400, answer.status(), "only the bad one fails");
      } else {
        assertEquals(200, answer.status());
        assertArrayEquals(
            HashEncoder.encode("text " + i, i % 2 == 0 ? 16 : 4),
            floats(answer.json().at("/data/0/embedding")),
            0f);
      }
    }
    assertTrue(encoder.largestBatch.get() > 1 && encoder.largestBatch.get() <= 8);
    assertTrue(encoder.batches.get() - before < 40);
  }

  @Test
  void finishesWhatWaitsWhenItIsStopped() throws Exception {
    EmbeddingServer server = server(OPTIONS, null);
    Client client = client(server);
    encoder.hold();
    List<CompletableFuture<Client.Answer>> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiting.add(
          client.postLater("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"" + i + "\"}"));
    }
    awaitInWork(client, 20);
    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(
            () -> {
              try {
                server.close();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    while (client.get("/health").status() != 503) {
      Thread.sleep(5);
    }
    var late = client.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"late\"}");
    assertEquals(503, late.status());
    assertEquals("stopping", late.code());
    assertFalse(stopped.isDone());
    encoder.release();
    for (var answer : waiting) {
      assertEquals(200, answer.get(20, TimeUnit.SECONDS).status());
    }
    stopped.get(20, TimeUnit.SECONDS);
    assertThrows(java.io.IOException.class, () -> client.get("/health"));
  }

  @Test
  void refusesAPortThatIsTaken() {
    EmbeddingServer server = server(OPTIONS, null);
    UsageException taken =
        assertThrows(UsageException.class, () -> server(OPTIONS.withPort(server.port()), null));
    assertTrue(taken.getMessage().startsWith("cannot listen on 127.0.0.1:"), taken.getMessage());
    assertThrows(
        UsageException.class,
        () -> EmbeddingServer.start(OPTIONS, new ServedModel("x", null), null, log::add));
  }

  @Test
  void searchesAnIndex() throws Exception {
    NestedVectorIndex index =
        NestedVectorIndex.create(temp.resolve("idx"), IndexConfig.of(16, 4, 8, 16));
    opened.add(index);
    for (String text : List.of("red", "green", "blue")) {
      index.add(
          new Entry(
              text,
              HashEncoder.encode(text, 16),
              Map.of("length", new FieldValue.Whole(text.length())),
              "the colour " + text));
    }
    index.commit();
    Client client = client(server(OPTIONS, index));
    for (String exact : List.of("", ",\"exact\":true")) {
      var found = client.post("/v1/search", "{\"query\":\"green\",\"k\":2" + exact + "}");
      assertEquals(200, found.status(), found.json().toString());
      assertEquals(2, found.json().get("data").size());
      assertEquals("green", found.json().at("/data/0/id").asString());
      assertEquals(1.0, found.json().at("/data/0/score").doubleValue(), 1e-5);
      assertEquals(5, found.json().at("/data/0/fields/length").intValue());
      assertEquals("the colour green", found.json().at("/data/0/text").asString());
      assertEquals(1, found.json().at("/usage/total_tokens").asInt());
    }
    String vector = Client.JSON.writeValueAsString(HashEncoder.encode("blue", 16));
    var byVector = client.post("/v1/search", "{\"model\":\"tiny\",\"vector\":" + vector + "}");
    assertEquals("blue", byVector.json().at("/data/0/id").asString());
    assertEquals(3, byVector.json().get("data").size());
    var filtered = client.post("/v1/search", "{\"query\":\"green\",\"filter\":{\"length\":3.0}}");
    assertEquals(1, filtered.json().get("data").size());
    assertEquals("red", filtered.json().at("/data/0/id").asString());
    for (String wrong :
        List.of(
            "{}",
            "{\"query\":\"a\",\"filter\":[1]}",
            "{\"query\":\"a\",\"filter\":{\"length\":null}}",
            "{\"query\":\"a\",\"vector\":" + vector + "}",
            "{\"query\":\"a\",\"k\":0}",
            "{\"query\":\"a\",\"k\":1001}",
            "{\"query\":[\"a\",\"b\"]}",
            "{\"vector\":[1,2]}",
            "{\"vector\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}",
            "{\"vector\":[1e99,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}",
            "{\"query\":\"a\",\"exact\":\"yes\"}")) {
      assertEquals(400, client.post("/v1/search", wrong).status(), wrong);
    }
  }
}
