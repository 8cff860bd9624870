package polyad.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import polyad.catalog.UsageException;
import polyad.catalog.task.TextEncoder;
import polyad.retrieval.NestedVectorIndex;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running server. It uses the encoder and the index, which their owner closes after it.
 *
 * @see polyad.serve
 */
public final class EmbeddingServer implements AutoCloseable {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_CONNECTIONS = 4096;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ServeOptions options;
  private final Admission admission;
  private final ServerMetrics metrics;
  private final RequestLog log;
  private final @Nullable Batcher batcher;
  private final HeadWatch heads;
  private final WebServer web;

  private EmbeddingServer(
      ServeOptions options,
      ServedModel model,
      @Nullable NestedVectorIndex index,
      Consumer<String> log) {
    this.options = options;
    this.admission = new Admission(options.queue());
    this.metrics = new ServerMetrics(admission);
    this.log = new RequestLog(log);
    TextEncoder encoder = model.encoder();
    this.batcher =
        encoder == null
            ? null
            : new Batcher(encoder, options.maxBatch(), options.maxDelay(), metrics);
    Door door = new Door(endpoints(model, index), options, admission, metrics, this.log);
    this.heads = new HeadWatch(options.timeout());
    Duration idle = options.timeout().compareTo(IDLE) < 0 ? options.timeout() : IDLE;
    this.web =
        WebServer.builder()
            .host(options.host())
            .port(options.port())
            .shutdownHook(false)
            .maxTcpConnections(MOST_CONNECTIONS)
            .connectionOptions(socket -> socket.tcpNoDelay(true)) // else answers wait 40 ms
            .protocolsDiscoverServices(false)
            .addProtocol(Http1Config.builder().addReceiveListener(heads).build())
            .idleConnectionPeriod(idle)
            .idleConnectionTimeout(options.timeout().plus(idle))
            .directHandlers(this.directHandlers())
            .routing(routing -> routing.any(door))
            .build();
  }

  /**
   * Starts to listen, after a first text has been encoded.
   *
   * @param index what {@code /v1/search} looks through; null for none
   * @param log takes a line of JSON for every request, from any thread
   * @throws UsageException when model and index do not fit, or the port is taken
   */
  public static EmbeddingServer start(
      ServeOptions options,
      ServedModel model,
      @Nullable NestedVectorIndex index,
      Consumer<String> log) {
    TextEncoder encoder = model.encoder();
    if (encoder != null) {
      encoder.encode(List.of("a first text"), encoder.dimension());
    } else if (index == null) {
      throw new UsageException(
          model.name() + " does not embed texts: there is nothing to serve without an index");
    }
    if (encoder != null
        && index != null
        && Arrays.binarySearch(encoder.nesting(), index.config().dimension()) < 0) {
      throw new UsageException(
          "the index has vectors of %d values, the model makes %s"
              .formatted(index.config().dimension(), Arrays.toString(encoder.nesting())));
    }
    requireFree(options.host(), options.port());
    EmbeddingServer server = new EmbeddingServer(options, model, index, log);
    server.web.start();
    if (!server.web.isRunning()) { // it only logs why
      throw new UsageException("cannot listen on %s:%d".formatted(options.host(), options.port()));
    }
    return server;
  }

  private static void requireFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException | UnresolvedAddressException e) {
      throw new UsageException(
          "cannot listen on %s:%d: %s".formatted(host, port, e.getMessage()), e);
    }
  }

  private List<Endpoint> endpoints(ServedModel model, @Nullable NestedVectorIndex index) {
    List<Endpoint> endpoints = new ArrayList<>();
    TextEncoder encoder = model.encoder();
    if (encoder != null && batcher != null) {
      var embeddings =
          new EmbeddingsEndpoint(model.name(), encoder, batcher, metrics, options.maxInputs());
      endpoints.add(new Endpoint("POST", "/v1/embeddings", false, embeddings::answer));
    }
    if (index != null) {
      var search = new SearchEndpoint(model.name(), batcher, index, metrics);
      endpoints.add(new Endpoint("POST", "/v1/search", false, search::answer));
    }
    ObjectNode card = card(model, index);
    ObjectNode list = JSON.objectNode().put("object", "list");
    list.putArray("data").add(card);
    endpoints.add(new Endpoint("GET", "/v1/models", false, x -> x.send(200, list)));
    endpoints.add(new Endpoint("GET", "/v1/models/" + model.name(), false, x -> x.send(200, card)));
    endpoints.add(new Endpoint("GET", "/health", true, this::health));
    endpoints.add(
        new Endpoint(
            "GET", "/metrics", false, x -> x.send(200, metrics.contentType(), metrics.text())));
    return endpoints;
  }

  private static ObjectNode card(ServedModel model, @Nullable NestedVectorIndex index) {
    ObjectNode card = JSON.objectNode();
    card.put("id", model.name());
    card.put("object", "model");
    card.put("created", Instant.now().getEpochSecond());
    card.put("owned_by", "polyad");
    TextEncoder encoder = model.encoder();
    ArrayNode dimensions = card.putArray("dimensions");
    if (encoder != null) {
      Arrays.stream(encoder.nesting()).forEach(dimensions::add);
    } else if (index != null) {
      dimensions.add(index.config().dimension());
    }
    return card;
  }

  private void health(Exchange exchange) {
    boolean stopping = admission.isStopping();
    ObjectNode health = JSON.objectNode();
    health.put("status", stopping ? "stopping" : "ok");
    health.put("in_work", admission.inWork());
    exchange.send(stopping ? 503 : 200, health);
  }

  /** What HTTP itself refuses is refused in JSON too. */
  private DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, this::refuse);
    }
    return handlers.build();
  }

  private DirectHandler.TransportResponse refuse(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    metrics.answered("malformed", status.code(), 0);
    log.refused(request.method(), request.path(), status.code());
    String what =
        type == DirectHandler.EventType.INTERNAL_ERROR || message == null
            ? status.reasonPhrase()
            : message;
    headers.set(HeaderNames.CONTENT_TYPE, "application/json");
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .keepAlive(false)
        .entity(ApiException.http(status.code(), what).json().toString().getBytes(UTF_8))
        .build();
  }

  /** The port it listens on. */
  public int port() {
    return web.port();
  }

  /** Where it listens. */
  public URI uri() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + port());
  }

  /**
   * Takes no more requests, answers those in work within the timeout of a request, and ends.
   * Further calls do nothing.
   */
  @Override
  public void close() throws InterruptedException {
    admission.stop(options.timeout().plus(Duration.ofSeconds(1)));
    if (batcher != null) {
      batcher.close(options.timeout());
    }
    heads.close();
    web.stop();
  }
}
