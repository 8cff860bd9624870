package polyad.serve;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the JSON object of a request without trusting its size, its pace or its content. It is
 * received before the request gets a place among those in work, so that a slow sender holds none.
 */
final class Body implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("polyad.serve");
  private static final int DEEPEST = 16;
  private static final int FIRST = 1 << 13;

  /** How much of a body that is too long is thrown away, so that its sender reads the answer. */
  private static final long LONGEST_DISCARDED = 64L << 20;

  private static final Pattern WHERE = Pattern.compile("(?s)\\n at \\[.*|\\s*\\(start marker.*");
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ServerRequest request;
  private final int limit;
  private final Deadline deadline;
  private final ByteBudget budget;
  private byte[] received = {};
  private long held;
  private boolean closed;
  private @Nullable InputStream in;
  private boolean finished;
  private boolean broken;

  Body(ServerRequest request, int limit, Deadline deadline, ByteBudget budget) {
    this.request = request;
    this.limit = limit;
    this.deadline = deadline;
    this.budget = budget;
  }

  /**
   * Takes what the client sends.
   *
   * @throws ApiException when it is too long, too slow, not declared as JSON, or the bodies of all
   *     requests are too long together
   */
  void receive() {
    requireJson(request.headers());
    received = bytes();
  }

  /**
   * What was received.
   *
   * @throws ApiException when it is not a JSON object
   */
  Json json() {
    JsonNode node;
    try {
      node = MAPPER.readTree(received);
    } catch (JacksonException e) {
      throw ApiException.invalid(null, "invalid_json", "the body is not JSON" + place(e));
    }
    if (!(node instanceof ObjectNode object)) {
      throw ApiException.invalid(
          null, "invalid_json", "the body is %s, expected a JSON object".formatted(kind(node)));
    }
    return new Json(object, received.length);
  }

  private static String place(JacksonException e) {
    String what = WHERE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
    TokenStreamLocation at = e.getLocation();
    return at == null
        ? ": " + what
        : " (line %d, column %d): %s".formatted(at.getLineNr(), at.getColumnNr(), what);
  }

  /**
   * A request's object.
   *
   * @param bytes it took
   */
  record Json(ObjectNode object, int bytes) {}

  private static String kind(JsonNode node) {
    return node.isMissingNode() ? "empty" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static void requireJson(ServerRequestHeaders headers) {
    String type = headers.first(HeaderNames.CONTENT_TYPE).orElse("");
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals("application/json")) {
      throw ApiException.wrongMediaType(
          "Content-Type is '%s', expected application/json"
              .formatted(ApiException.shortened(type)));
    }
  }

  private byte[] bytes() {
    if (request.headers().contentLength().orElse(-1) > limit) {
      throw ApiException.tooLarge(limit);
    }
    return request.content().hasEntity() ? inTime(this::readAll) : new byte[0];
  }

  private byte[] readAll() throws IOException {
    InputStream stream = open();
    byte[] bytes = held(FIRST); // what a client declares costs nothing, what it sends does
    int size = 0;
    for (int read = 0; read >= 0; read = stream.read(bytes, size, bytes.length - size)) {
      size += read;
      if (size > limit) {
        throw ApiException.tooLarge(limit);
      }
      if (size == bytes.length) {
        byte[] longer = held((int) Math.min(2L * size, limit + 1L));
        System.arraycopy(bytes, 0, longer, 0, size);
        bytes = longer;
      }
    }
    finished = true;
    return Arrays.copyOf(bytes, size);
  }

  /** A buffer that counts as held until the request is done. */
  private synchronized byte[] held(int size) {
    if (closed || !budget.take(size)) {
      throw ApiException.overloaded();
    }
    held += size;
    return new byte[size];
  }

  /** Gives back what was held. */
  @Override
  public synchronized void close() {
    closed = true;
    budget.release(held);
    held = 0;
  }

  private InputStream open() {
    InputStream stream = in == null ? request.content().inputStream() : in;
    in = stream;
    return stream;
  }

  /**
   * Reads on a thread of its own, which is left to itself when time is over: it ends when the
   * connection is closed. The server's sockets know no time limit.
   */
  private <T> T inTime(Callable<T> reading) {
    FutureTask<T> task = new FutureTask<>(reading);
    Thread.ofVirtual().name("polyad-body").start(task);
    try {
      return task.get(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiException refused) {
        throw refused;
      }
      broken = true; // the client went away
      throw ApiException.slowBody();
    } catch (TimeoutException e) {
      broken = true;
      throw ApiException.slowBody();
    } catch (InterruptedException e) {
      broken = true;
      Thread.currentThread().interrupt();
      throw ApiException.stopping();
    }
  }

  /** Whether the rest of the body is still to come, so that the connection is of no more use. */
  boolean isUnread() {
    return broken || (!finished && request.content().hasEntity());
  }

  /** Throws the rest of the body away, as far as patience goes, so that the sender reads on. */
  void discard() {
    if (broken || !isUnread()) {
      return;
    }
    try {
      finished = inTime(this::readAndForget);
    } catch (ApiException slow) {
      LOG.log(System.Logger.Level.DEBUG, "the rest of a request did not come");
    }
  }

  private boolean readAndForget() throws IOException {
    InputStream stream = open();
    byte[] waste = new byte[1 << 14];
    int read = 0;
    for (long size = 0; read >= 0 && size < LONGEST_DISCARDED; size += read) {
      read = stream.read(waste);
    }
    return read < 0;
  }
}
