package polyad.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.bench.ServeLoad;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad bench serve}. */
@Command(
    name = "serve",
    description = "Ask a running server for embeddings: how many a second, and how soon.")
final class BenchServeVerb extends Verb {
  @Parameters(paramLabel = "URL", description = "Its address, such as http://127.0.0.1:8080.")
  private URI url = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:POLYAD_TOKEN}",
      description = "The token it wants; by default the variable POLYAD_TOKEN, else none.")
  private @Nullable String token;

  @Option(
      names = "--clients",
      paramLabel = "N",
      split = ",",
      description = "Clients that ask at a time; 1,8,32 by default.")
  private List<Integer> clients = List.of(1, 8, 32);

  @Option(names = "--texts", paramLabel = "N", description = "Texts of a request; 1 by default.")
  private int texts = 1;

  @Option(names = "--words", paramLabel = "N", description = "Words of a text; 12 by default.")
  private int words = 12;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Seconds that are measured; 10 by default.")
  private double seconds = 10;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds before them that are not; 5 by default.")
  private double warmUp = 5;

  BenchServeVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw new UsageException("'" + url + "' is no address, expected http://HOST:PORT");
    }
    try (ServeLoad load = new ServeLoad(url, token, texts, words)) {
      Table.Builder table =
          Table.of("Load on " + load.model() + ", requests of " + texts + " texts")
              .columns(
                  "clients", "requests", "refused", "embeddings/s", "p50 ms", "p95 ms", "p99 ms");
      for (int count : clients) {
        ServeLoad.Result result = load.run(count, warmUp, seconds);
        table.row(
            count,
            result.requests(),
            result.refused(),
            result.embeddingsPerSecond(),
            result.p50(),
            result.p95(),
            result.p99());
      }
      print(table.build());
      return OK;
    } catch (ConnectException e) {
      throw new UsageException("nothing listens at " + url, e);
    }
  }
}
