package polyad.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import polyad.embedding.words.MeanWordEncoder;
import polyad.embedding.words.Vocabulary;
import polyad.embedding.words.WordVectors;
import tools.jackson.databind.JsonNode;

/** Ten thousand requests, most of them malformed, leave the server as it was. */
class HostileTrafficTest {
  private static final int REQUESTS = 10_000;
  private static final int CLIENTS = 16;
  private static final long SEED = 20_261_130;

  private static final List<String> BAD_BODIES =
      List.of(
          "",
          "{",
          "null",
          "true",
          "\"text\"",
          "[]",
          "{}",
          "{\"model\":\"words\"}",
          "{\"model\":\"words\",\"input\":",
          "{\"model\":\"words\",\"input\":\"a\"}}",
          "{\"model\":\"words\",\"input\":\"a\",\"input\":\"b\"}",
          "{\"model\":\"words\",\"input\":\"\\ud800\"}",
          "{\"model\":\"words\",\"input\":\"\u0001\"}",
          "{\"model\":\"words\",\"input\":\"\\x\"}",
          "{\"model\":\"words\",\"input\":1}",
          "{\"model\":\"words\",\"input\":null}",
          "{\"model\":\"words\",\"input\":\"\"}",
          "{\"model\":\"words\",\"input\":[]}",
          "{\"model\":\"words\",\"input\":[1,2,3]}",
          "{\"model\":\"words\",\"input\":[[1],[2]]}",
          "{\"model\":\"words\",\"input\":{\"text\":\"a\"}}",
          "{\"model\":\"words\",\"input\":[\"a\",{}]}",
          "{\"model\":\"words\",\"input\":\"a\",\"dimensions\":-1}",
          "{\"model\":\"words\",\"input\":\"a\",\"dimensions\":0}",
          "{\"model\":\"words\",\"input\":\"a\",\"dimensions\":1e9}",
          "{\"model\":\"words\",\"input\":\"a\",\"dimensions\":\"3\"}",
          "{\"model\":\"words\",\"input\":\"a\",\"encoding_format\":\"xml\"}",
          "{\"model\":\"words\",\"input\":\"a\",\"encoding_format\":7}",
          "{\"model\":\"other\",\"input\":\"a\"}",
          "{\"model\":[\"words\"],\"input\":\"a\"}",
          "{\"model\":\"../../etc/passwd\",\"input\":\"a\"}",
          "{\"model\":\"words\",\"input\":\"a\",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}",
          "{\"model\":\"words\",\"input\":\"a\",\"x\":" + "9".repeat(5000) + "}",
          "{\"model\":\"words\",\"input\":[" + "\"a\",".repeat(3000) + "\"a\"]}");

  private static final List<String> BAD_PATHS =
      List.of(
          "/v1/embeddings/../models",
          "/v1/%2e%2e/%2e%2e/etc/passwd",
          "/..%2f..%2fetc/passwd",
          "//v1/models",
          "/v1/models/%00",
          "/v1/models;x=y",
          "/v1/models/words/",
          "/V1/MODELS",
          "/metrics/",
          "/" + "a".repeat(1500));

  private static final List<String> BAD_BYTES =
      List.of(
          "\r\n \r\n",
          "GET\r\n\r\n",
          "\u0000\u0001\u0002\r\n\r\n",
          "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          "GET /v1/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          "GET /v1/models HTTP/1.1\r\nHost: a\r\nHost: b\r\nX: " + "x".repeat(30_000) + "\r\n\r\n",
          "GET /" + "a".repeat(30_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET http://elsewhere/v1/models HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          "POST /v1/embeddings HTTP/1.1\r\nHost: a\r\nContent-Length: banana\r\n\r\n",
          "POST /v1/embeddings HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
          "POST /v1/embeddings HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\n\r\nzz\r\n"
              .formatted("Content-Type: application/json\r\nTransfer-Encoding: chunked"));

  private final AtomicLong logged = new AtomicLong();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger malformed = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final String tenMegabytes =
      "{\"model\":\"words\",\"input\":\"" + "red ".repeat(2_500_000) + "\"}";

  private static WordVectors vectors() {
    return WordVectors.of(
        new Vocabulary(List.of("red", "blue", "green"), new long[] {3, 2, 1}),
        new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1},
        3);
  }

  @Test
  void leavesTheServerHealthyAndItsMemoryFlat() throws Exception {
    ServedModel model = new ServedModel("words", new MeanWordEncoder(vectors()));
    ServeOptions options = ServeOptions.DEFAULT.withPort(0);
    try (EmbeddingServer server =
            EmbeddingServer.start(options, model, null, line -> logged.incrementAndGet());
        Client client = new Client(server)) {
      run(client, REQUESTS / 5);
      long before = usedAfterCollection();
      run(client, REQUESTS);
      long after = usedAfterCollection();
      assertEquals(List.of(), wrong.stream().distinct().limit(20).toList());
      assertTrue(malformed.get() > REQUESTS / 2);
      assertTrue(after - before < 16 << 20, "memory grew from " + before + " to " + after);
      assertEquals(
          200, client.post("/v1/embeddings", "{\"model\":\"words\",\"input\":\"red\"}").status());
      JsonNode health = client.get("/health").json();
      assertEquals("ok", health.get("status").asString());
      assertEquals(0, health.get("in_work").asInt());
      assertTrue(logged.get() >= REQUESTS, "a line a request");
    }
  }

  /** Sends requests until that many have been sent in all. */
  private void run(Client client, int upTo) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(CLIENTS);
    for (int c = 0; c < CLIENTS; c++) {
      Thread.ofVirtual()
          .start(
              () -> {
                for (int i = next.getAndIncrement(); i < upTo; i = next.getAndIncrement()) {
                  attack(client, i);
                }
                ended.countDown();
              });
    }
    ended.await();
    next.set(upTo);
  }

  private void attack(Client client, int number) {
    SplittableRandom random = new SplittableRandom(SEED + number);
    String what = "";
    try {
      int kind = random.nextInt(1000);
      if (kind < 250) {
        what = "a good request";
        String body = "{\"model\":\"words\",\"input\":[\"red green\",\"" + number + "\"]}";
        expect(200, client.post("/v1/embeddings", body), what);
        return;
      }
      malformed.incrementAndGet();
      if (kind < 252) {
        what = "ten megabytes";
        expect(413, client.post("/v1/embeddings", tenMegabytes), what);
      } else if (kind < 270) {
        what = pick(BAD_BYTES, random);
        refused(client.raw(what), what);
      } else if (kind < 400) {
        what = pick(BAD_PATHS, random);
        refused(client.get(what), what);
      } else if (kind < 450) {
        what = "DELETE";
        expect(405, client.send(client.request("/v1/embeddings").DELETE().build()), what);
      } else if (kind < 500) {
        what = "a form";
        expect(415, client.send(form(client)), what);
      } else {
        what = pick(BAD_BODIES, random);
        refused(client.post("/v1/embeddings", what), what);
      }
    } catch (Exception e) {
      wrong.add(ApiException.shortened(what) + ": " + e);
    }
  }

  private static HttpRequest form(Client client) {
    return client
        .request("/v1/embeddings")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("model=words&input=a"))
        .build();
  }

  private static String pick(List<String> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  private void expect(int status, Client.Answer answer, String what) {
    if (answer.status() != status) {
      wrong.add(ApiException.shortened(what) + ": " + answer.status());
    } else if (status >= 400) {
      refused(answer, what);
    }
  }

  private void refused(Client.Answer answer, String what) {
    boolean client = answer.status() >= 400 && answer.status() < 500;
    if (!client || !answer.error().get("message").isString()) {
      wrong.add(ApiException.shortened(what) + ": " + answer.status());
    }
  }

  private void refused(String answer, String what) throws IOException {
    int body = answer.indexOf("\r\n\r\n");
    boolean client = answer.startsWith("HTTP/1.1 4") && body > 0;
    if (!client || !Client.JSON.readTree(answer.substring(body)).at("/error/message").isString()) {
      wrong.add(ApiException.shortened(what) + ": " + ApiException.shortened(answer));
    }
  }

  private static long usedAfterCollection() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
