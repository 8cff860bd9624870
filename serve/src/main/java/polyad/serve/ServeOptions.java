package polyad.serve;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ConfigChecks;

/**
 * How a server listens and what it bounds.
 *
 * @param host address or name to bind to
 * @param port 0 to 65535; 0 takes a free one
 * @param token what requests must bear as {@code Authorization: Bearer}; null for none
 * @param maxBatch texts that are encoded together; 1 or more
 * @param maxDelay how long a text may wait for others to join its batch; 0 to 1 s
 * @param queue requests in work at a time, waiting ones included; more get status 429; 1 or more
 * @param maxBytes bytes of a request's body; more get status 413; 1 KiB or more
 * @param maxInputs texts of a request; 1 or more
 * @param timeout from a request's first byte to its answer; 10 ms or more
 */
public record ServeOptions(
    String host,
    int port,
    @Nullable String token,
    int maxBatch,
    Duration maxDelay,
    int queue,
    int maxBytes,
    int maxInputs,
    Duration timeout) {

  /** Port 8080 of this machine only, no token, batches of 64 texts within 2 ms, 256 requests. */
  public static final ServeOptions DEFAULT =
      new ServeOptions(
          "127.0.0.1",
          8080,
          null,
          64,
          Duration.ofMillis(2),
          256,
          1 << 20,
          2048,
          Duration.ofSeconds(30));

  /** Checks. */
  public ServeOptions {
    ConfigChecks.between("port", port, 0, 65_535);
    ConfigChecks.atLeast("maxBatch", maxBatch, 1);
    ConfigChecks.between("maxDelay in ms", maxDelay.toMillis(), 0, 1000);
    ConfigChecks.atLeast("queue", queue, 1);
    ConfigChecks.atLeast("maxBytes", maxBytes, 1024);
    ConfigChecks.atLeast("maxInputs", maxInputs, 1);
    ConfigChecks.between("timeout in ms", timeout.toMillis(), 10, Integer.MAX_VALUE);
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty, expected an address such as 127.0.0.1");
    }
    if (token != null && !token.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException(
          "token has blanks or signs beyond ASCII, or is empty, which no header can carry");
    }
  }

  /** The same at another port. */
  public ServeOptions withPort(int other) {
    return new ServeOptions(
        host, other, token, maxBatch, maxDelay, queue, maxBytes, maxInputs, timeout);
  }

  /** The same with a token. */
  public ServeOptions withToken(@Nullable String other) {
    return new ServeOptions(
        host, port, other, maxBatch, maxDelay, queue, maxBytes, maxInputs, timeout);
  }

  /** The same with other batches. */
  public ServeOptions withBatches(int texts, Duration delay) {
    return new ServeOptions(host, port, token, texts, delay, queue, maxBytes, maxInputs, timeout);
  }

  /** The same with another number of requests in work. */
  public ServeOptions withQueue(int requests) {
    return new ServeOptions(
        host, port, token, maxBatch, maxDelay, requests, maxBytes, maxInputs, timeout);
  }

  /** The same with another patience. */
  public ServeOptions withTimeout(Duration other) {
    return new ServeOptions(
        host, port, token, maxBatch, maxDelay, queue, maxBytes, maxInputs, other);
  }

  /** All but the token. */
  @Override
  public String toString() {
    return "ServeOptions[%s:%d, token=%s, maxBatch=%d, maxDelay=%s, queue=%d, maxBytes=%d, maxInputs=%d, timeout=%s]"
        .formatted(
            host,
            port,
            token == null ? "none" : "set",
            maxBatch,
            maxDelay,
            queue,
            maxBytes,
            maxInputs,
            timeout);
  }
}
