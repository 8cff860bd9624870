package polyad.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.UsageException;
import polyad.catalog.task.TextEncoder;
import polyad.retrieval.NestedVectorIndex;
import polyad.serve.EmbeddingServer;
import polyad.serve.ServeOptions;
import polyad.serve.ServedModel;

/** {@code polyad serve}. */
@Command(
    name = "serve",
    description = {
      "Serve a model of texts over HTTP: POST /v1/embeddings as OpenAI's clients expect it,",
      "POST /v1/search over an index, GET /v1/models, /health and /metrics."
    })
final class ServeVerb extends Verb {
  private static final ServeOptions USUAL = ServeOptions.DEFAULT;

  @Parameters(paramLabel = "MODEL", description = "A model directory.")
  private Path model = Path.of("");

  @Option(
      names = "--index",
      paramLabel = "IDX",
      description = "An index that polyad index made, for /v1/search.")
  private @Nullable Path index;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What requests call the model; by default the name of its directory.")
  private @Nullable String name;

  @Option(names = "--host", paramLabel = "HOST", description = "127.0.0.1 by default.")
  private String host = USUAL.host();

  @Option(names = "--port", paramLabel = "PORT", description = "8080 by default; 0: a free one.")
  private int port = USUAL.port();

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:POLYAD_TOKEN}",
      description = "What requests must bear; by default the variable POLYAD_TOKEN, else none.")
  private @Nullable String token;

  @Option(
      names = "--max-batch",
      paramLabel = "N",
      description = "Texts that are encoded together; 64 by default.")
  private int maxBatch = USUAL.maxBatch();

  @Option(
      names = "--max-delay",
      paramLabel = "MS",
      description = "How long a text waits for others, 0 to 1000; 2 by default.")
  private long maxDelay = USUAL.maxDelay().toMillis();

  @Option(
      names = "--queue",
      paramLabel = "N",
      description = "Requests in work at a time; more get status 429; 256 by default.")
  private int queue = USUAL.queue();

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      description = "Length of a request; a longer one gets status 413; 1048576 by default.")
  private int maxBytes = USUAL.maxBytes();

  @Option(
      names = "--max-inputs",
      paramLabel = "N",
      description = "Texts of a request; 2048 by default.")
  private int maxInputs = USUAL.maxInputs();

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "Seconds until a request must be answered; 30 by default.")
  private long timeout = USUAL.timeout().toSeconds();

  @Option(names = "--quiet", description = "Do not log requests.")
  private boolean quiet;

  @Mixin private final Threads threads = new Threads();

  ServeVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    ServeOptions options =
        new ServeOptions(
            host,
            port,
            token,
            maxBatch,
            Duration.ofMillis(maxDelay),
            queue,
            maxBytes,
            maxInputs,
            Duration.ofSeconds(timeout));
    warnOfStrangers(options);
    threads.apply();
    try (FileEncoder opened = FileEncoder.open(model);
        NestedVectorIndex found = index == null ? null : NestedVectorIndex.open(index)) {
      if (index != null && found != null) {
        opened.requireSpace(index, found.space());
      }
      TextEncoder encoder = opened instanceof FileEncoder.Texts texts ? texts.encoder() : null;
      serve(options, new ServedModel(servedName(), encoder), found);
    }
    return OK;
  }

  private String servedName() {
    return name == null ? String.valueOf(model.toAbsolutePath().normalize().getFileName()) : name;
  }

  private void warnOfStrangers(ServeOptions options) {
    try {
      if (token == null && !InetAddress.getByName(options.host()).isLoopbackAddress()) {
        console.err().println("polyad: whoever reaches " + host + " may use this: no --token");
      }
    } catch (UnknownHostException e) {
      throw new UsageException("--host is " + host + ", which is no address", e);
    }
  }

  /** Serves until the process is asked to stop; then finishes what is in work. */
  private void serve(ServeOptions options, ServedModel served, @Nullable NestedVectorIndex found)
      throws InterruptedException {
    Consumer<String> log = quiet ? line -> {} : console.err()::println;
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(asked, ended), "polyad-stop");
    try (EmbeddingServer server = EmbeddingServer.start(options, served, found, log)) {
      Runtime.getRuntime().addShutdownHook(hook);
      console.err().println("polyad: serving " + served.name() + " at " + server.uri());
      asked.await();
      server.close();
      console.err().println("polyad: stopped, what was asked is answered");
    } finally {
      ended.countDown();
    }
  }

  private static void stop(CountDownLatch asked, CountDownLatch ended) {
    asked.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
