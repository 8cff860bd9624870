package polyad.serve;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.stream.Collectors;

/** What every request passes: its address, its token, the bound, and on its way out the log. */
final class Door implements Handler {
  private static final System.Logger LOG = System.getLogger("polyad.serve");
  private static final String OTHER = "other";

  private final List<Endpoint> endpoints;
  private final ServeOptions options;
  private final BearerToken token;
  private final Admission admission;
  private final ServerMetrics metrics;
  private final RequestLog log;
  private final ByteBudget budget;

  Door(
      List<Endpoint> endpoints,
      ServeOptions options,
      Admission admission,
      ServerMetrics metrics,
      RequestLog log) {
    this.endpoints = List.copyOf(endpoints);
    this.options = options;
    this.token = new BearerToken(options.token());
    this.admission = admission;
    this.metrics = metrics;
    this.log = log;
    this.budget = new ByteBudget(2L * options.queue() * options.maxBytes());
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    long start = System.nanoTime();
    String method = request.prologue().method().text();
    String path = request.prologue().uriPath().rawPath();
    Exchange exchange = new Exchange(request, response, options, budget);
    Endpoint endpoint = null;
    try {
      endpoint = find(method, path);
      answer(endpoint, request, exchange);
    } catch (ApiException e) {
      fail(exchange, e);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      if (exchange.isSent()) {
        throw new IllegalStateException("the client went away, or the answer broke off", e);
      }
      LOG.log(System.Logger.Level.ERROR, method + " " + path + " failed", e);
      fail(exchange, ApiException.fault());
    } finally {
      exchange.body().close();
      long nanos = System.nanoTime() - start;
      metrics.answered(endpoint == null ? OTHER : endpoint.path(), exchange.status(), nanos);
      log.answered(request.remotePeer().host(), method, path, exchange, nanos);
    }
    boolean last = request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    if (last || exchange.body().isUnread()) {
      throw new CloseConnectionException("the client wants it, or sent no more of its request");
    }
  }

  private void answer(Endpoint endpoint, ServerRequest request, Exchange exchange)
      throws Exception {
    if (!endpoint.open()) {
      token.check(request.headers().first(HeaderNames.AUTHORIZATION).orElse(""));
    }
    if (!endpoint.isWork()) {
      endpoint.answer().to(exchange);
      return;
    }
    admission.requireRoom();
    exchange.body().receive();
    admission.enter();
    try {
      endpoint.answer().to(exchange);
    } finally {
      admission.leave();
    }
  }

  /** Says what is wrong after reading what the client still sends, so that it gets to read it. */
  private static void fail(Exchange exchange, ApiException error) {
    exchange.body().discard();
    exchange.fail(error);
  }

  private Endpoint find(String method, String path) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    Endpoint other = null;
    for (Endpoint endpoint : endpoints) {
      if (endpoint.path().equals(path)) {
        if (endpoint.method().equals(wanted)) {
          return endpoint;
        }
        other = endpoint;
      }
    }
    throw other == null ? unknown(path) : wrongMethod(method, other);
  }

  private static ApiException wrongMethod(String method, Endpoint known) {
    String allowed = known.method().equals("GET") ? "GET, HEAD" : known.method();
    return ApiException.wrongMethod(
        allowed,
        "%s does not take %s, it takes %s"
            .formatted(known.path(), ApiException.shortened(method), allowed));
  }

  private ApiException unknown(String path) {
    String known =
        endpoints.stream()
            .map(endpoint -> endpoint.method() + " " + endpoint.path())
            .collect(Collectors.joining(", "));
    return ApiException.unknownPath(
        "there is no '%s' here; there are %s".formatted(ApiException.shortened(path), known));
  }
}
