package polyad.serve;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One line of JSON a request. */
final class RequestLog {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int LONGEST = 200;

  private final Consumer<String> out;
  private final Clock clock = Clock.systemUTC();

  RequestLog(Consumer<String> out) {
    this.out = out;
  }

  /** What HTTP itself refused. */
  void refused(String method, String path, int status) {
    out.accept(line(method, path, status).toString());
  }

  void answered(String client, String method, String path, Exchange exchange, long nanos) {
    ObjectNode line = line(method, path, exchange.status());
    line.put("ms", Math.round(nanos / 1e3) / 1e3);
    line.put("bytes", exchange.bytes());
    line.put("inputs", exchange.inputs());
    line.put("tokens", exchange.tokens());
    line.put("client", client);
    out.accept(line.toString());
  }

  private ObjectNode line(String method, String path, int status) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("method", cut(method));
    line.put("path", cut(path));
    line.put("status", status);
    return line;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
