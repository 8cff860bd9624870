package polyad.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Json;

/**
 * Asks a running server of embeddings for as much as it gives: every client sends its next request
 * when it has the answer to the last. Clients and server share the machine when both run on it.
 */
public final class ServeLoad implements AutoCloseable {
  private static final int TEXTS = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI base;
  private final @Nullable String token;
  private final String model;
  private final List<String> bodies;
  private final int textsOfRequest;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * What a number of clients got.
   *
   * @param clients that asked at a time
   * @param requests answered with 200 in the measured time
   * @param refused answered otherwise
   * @param embeddingsPerSecond of all clients together
   * @param p50 milliseconds that half of the answers took at most
   * @param p95 the same of 95 %
   * @param p99 the same of 99 %
   */
  public record Result(
      int clients,
      int requests,
      int refused,
      double embeddingsPerSecond,
      double p50,
      double p95,
      double p99) {}

  /** Latencies of a client in ns, and answers other than 200. */
  private record Answers(List<Long> nanos, int refused) {}

  /**
   * Reads the name of the model from the server.
   *
   * @param token that the server wants; null for none
   * @param textsOfRequest texts of a request
   * @param words of a text
   * @throws IOException when the server does not answer as it should
   */
  public ServeLoad(URI base, @Nullable String token, int textsOfRequest, int words)
      throws IOException, InterruptedException {
    ConfigChecks.between("texts", textsOfRequest, 1, TEXTS);
    ConfigChecks.atLeast("words", words, 1);
    this.base = base;
    this.token = token;
    this.textsOfRequest = textsOfRequest;
    HttpResponse<String> models = send(request("/v1/models").build());
    if (models.statusCode() != 200) {
      throw new IOException(base + " answered " + models.statusCode() + ": " + models.body());
    }
    this.model = Json.mapper().readTree(models.body()).at("/data/0/id").asString("");
    this.bodies = bodies(words);
  }

  /** The name of the model that is asked. */
  public String model() {
    return model;
  }

  private List<String> bodies(int words) {
    SplittableRandom random = new SplittableRandom(1);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < TEXTS / textsOfRequest; i++) {
      var body = Json.mapper().createObjectNode().put("model", model);
      body.put("encoding_format", "base64");
      var input = body.putArray("input");
      for (int t = 0; t < textsOfRequest; t++) {
        input.add(text(words, random));
      }
      made.add(Json.line(body));
    }
    return made;
  }

  private static String text(int words, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int w = 0; w < words; w++) {
      text.append(w == 0 ? "" : " ").append(Integer.toString(random.nextInt(36 * 36 * 36), 36));
    }
    return text.toString();
  }

  /**
   * Lets clients ask for a while.
   *
   * @param clients 1 or more
   * @param warmUp seconds that are not counted
   * @param seconds that are
   */
  public Result run(int clients, double warmUp, double seconds)
      throws IOException, InterruptedException {
    ConfigChecks.between("clients", clients, 1, 10_000);
    ConfigChecks.positive("seconds", seconds);
    long start = System.nanoTime() + Math.round(ConfigChecks.atLeast("warm-up", warmUp, 0) * 1e9);
    long end = start + Math.round(seconds * 1e9);
    List<Long> nanos = new ArrayList<>();
    int refused = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<Answers>> asked = new ArrayList<>();
      for (int c = 0; c < clients; c++) {
        int first = c;
        asked.add(threads.submit(() -> ask(first, start, end)));
      }
      for (Future<Answers> future : asked) {
        Answers answers = future.get();
        nanos.addAll(answers.nanos());
        refused += answers.refused();
      }
    } catch (ExecutionException e) {
      throw new IOException(base + ": " + e.getCause(), e);
    }
    return result(clients, nanos, refused, seconds);
  }

  private Answers ask(int first, long start, long end) throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    int refused = 0;
    for (int i = first; System.nanoTime() < end; i++) {
      HttpRequest request =
          request("/v1/embeddings")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(bodies.get(i % bodies.size())))
              .build();
      long sent = System.nanoTime();
      int status = send(request).statusCode();
      long got = System.nanoTime();
      if (sent >= start && got <= end) {
        if (status == 200) {
          nanos.add(got - sent);
        } else {
          refused++;
        }
      }
    }
    return new Answers(nanos, refused);
  }

  private Result result(int clients, List<Long> nanos, int refused, double seconds) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Result(
        clients,
        sorted.length,
        refused,
        sorted.length * textsOfRequest / seconds,
        percentile(sorted, 50),
        percentile(sorted, 95),
        percentile(sorted, 99));
  }

  /** The least number that so many percent do not exceed, in ms; NaN of none. */
  static double percentile(long[] sortedNanos, int percent) {
    if (sortedNanos.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent / 100.0 * sortedNanos.length);
    return sortedNanos[Math.max(1, rank) - 1] / 1e6;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
