package polyad.serve;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An answer that says what is wrong, in the shape that OpenAI's clients read. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";
  private static final int LONGEST_MESSAGE = 500;

  private final int status;
  private final String type;
  private final @Nullable String param;
  private final @Nullable String code;
  private final transient Map<String, String> headers;

  private ApiException(
      int status,
      String type,
      @Nullable String param,
      @Nullable String code,
      Map<String, String> headers,
      String message) {
    super(message, null, false, false); // thrown for each bad request: no stack
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
    this.headers = headers;
  }

  /** 400: a value of the body is wrong. */
  static ApiException invalid(@Nullable String param, @Nullable String code, String message) {
    return new ApiException(400, INVALID, param, code, Map.of(), message);
  }

  /** 401: no token or a wrong one. */
  static ApiException unauthorized() {
    return new ApiException(
        401,
        INVALID,
        null,
        "invalid_api_key",
        Map.of("WWW-Authenticate", "Bearer"),
        "this server wants its token: Authorization: Bearer TOKEN");
  }

  /** 404: no such address. */
  static ApiException unknownPath(String message) {
    return new ApiException(404, INVALID, null, "unknown_url", Map.of(), message);
  }

  /** 404: another model. */
  static ApiException unknownModel(String wanted, String served) {
    return new ApiException(
        404,
        INVALID,
        "model",
        "model_not_found",
        Map.of(),
        "the model '%s' is not served here, '%s' is".formatted(shortened(wanted), served));
  }

  /** 405: the address knows other methods. */
  static ApiException wrongMethod(String allowed, String message) {
    return new ApiException(
        405, INVALID, null, "method_not_allowed", Map.of("Allow", allowed), message);
  }

  /** 408: the body did not come in time. */
  static ApiException slowBody() {
    return new ApiException(
        408, INVALID, null, "request_timeout", Map.of(), "the body did not come in time");
  }

  /** 413: the body is too long. */
  static ApiException tooLarge(int limit) {
    return new ApiException(
        413,
        INVALID,
        null,
        "request_too_large",
        Map.of(),
        "the body is longer than " + limit + " bytes");
  }

  /** 415: not JSON. */
  static ApiException wrongMediaType(String message) {
    return new ApiException(415, INVALID, null, "unsupported_media_type", Map.of(), message);
  }

  /** 429: too many requests are in work. */
  static ApiException full(int limit) {
    return new ApiException(
        429,
        "rate_limit_error",
        null,
        "queue_full",
        Map.of("Retry-After", "1"),
        limit + " requests are in work already: try again later");
  }

  /** 429: the bodies of all requests are too long together. */
  static ApiException overloaded() {
    return new ApiException(
        429,
        "rate_limit_error",
        null,
        "too_many_bytes",
        Map.of("Retry-After", "1"),
        "too many bytes are being received already: try again later");
  }

  /** 500: a fault of the server. */
  static ApiException fault() {
    return new ApiException(
        500, SERVER, null, "internal_error", Map.of(), "the server failed; its log says how");
  }

  /** 503: it is being stopped. */
  static ApiException stopping() {
    return new ApiException(
        503, SERVER, null, "stopping", Map.of("Retry-After", "5"), "the server is being stopped");
  }

  /** 503: the answer was not there in time. */
  static ApiException timeout(long millis) {
    return new ApiException(
        503,
        SERVER,
        null,
        "timeout",
        Map.of("Retry-After", "1"),
        "no answer within " + millis + " ms");
  }

  /** What HTTP itself refuses. */
  static ApiException http(int status, String message) {
    return new ApiException(status, status < 500 ? INVALID : SERVER, null, null, Map.of(), message);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** The body of the answer. */
  ObjectNode json() {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("message", shortened(String.valueOf(getMessage())));
    error.put("type", type);
    error.put("param", param);
    error.put("code", code);
    return JsonNodeFactory.instance.objectNode().set("error", error);
  }

  /** What a request sent, cut to what an answer may repeat. */
  static String shortened(String text) {
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
  }
}
