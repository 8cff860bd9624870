package polyad.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clients, against the JDK's own server. */
class ServeLoadTest {
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/v1/models", 200, "{\"data\":[{\"id\":\"m\"}]}");
    answer("/v1/embeddings", 200, "{}");
    server.start();
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean models = path.equals("/v1/models");
          boolean right = models || sent.contains("\"model\":\"m\"");
          asked.incrementAndGet();
          exchange.sendResponseHeaders(right ? status : 400, body.length());
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Test
  void countsWhatWasAnswered() throws Exception {
    try (ServeLoad load = new ServeLoad(uri(), null, 4, 3)) {
      assertEquals("m", load.model());
      ServeLoad.Result result = load.run(2, 0, 0.5);
      assertEquals(2, result.clients());
      assertTrue(result.requests() > 0 && result.requests() <= asked.get());
      assertEquals(0, result.refused());
      assertEquals(result.requests() * 4 / 0.5, result.embeddingsPerSecond(), 1e-9);
      assertTrue(result.p50() <= result.p95() && result.p95() <= result.p99());
    }
  }

  @Test
  void takesPercentilesByRank() {
    long[] hundred = LongStream.rangeClosed(1, 100).map(ms -> ms * 1_000_000).toArray();
    assertEquals(50, ServeLoad.percentile(hundred, 50));
    assertEquals(95, ServeLoad.percentile(hundred, 95));
    assertEquals(99, ServeLoad.percentile(hundred, 99));
    assertEquals(7, ServeLoad.percentile(new long[] {7_000_000}, 50));
    assertTrue(Double.isNaN(ServeLoad.percentile(new long[0], 50)));
  }

  @Test
  void refusesAServerThatIsNone() {
    URI other = uri().resolve("/v2/");
    server.removeContext("/v1/models");
    assertThrows(IOException.class, () -> new ServeLoad(other, null, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ServeLoad(uri(), null, 0, 1));
  }
}
