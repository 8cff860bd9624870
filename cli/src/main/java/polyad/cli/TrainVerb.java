package polyad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.AtomicFiles;
import polyad.catalog.Json;
import polyad.catalog.Method;
import polyad.catalog.Methods;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Settings;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;

/** {@code polyad train}. */
@Command(name = "train", description = "Train a method on your data and keep the model.")
final class TrainVerb extends Verb {
  /** What a training was started with; kept beside its checkpoints. */
  record Started(String method, long seed, List<String> data, @Nullable String labels) {}

  private static final String STARTED = "training.json";

  @Parameters(paramLabel = "METHOD", description = "Its name; see polyad methods.")
  private String slug = "";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = "Training files; polyad describe says of which kind.")
  private List<Path> data = new ArrayList<>();

  @Option(names = "--labels", paramLabel = "FILE", description = "Labels, one a line.")
  private @Nullable Path labels;

  @Option(
      names = "--out",
      paramLabel = "MODEL",
      required = true,
      description = "The model directory to make.")
  private Path out = Path.of("");

  @Mixin private final Assignments set = new Assignments();

  @Option(names = "--seed", paramLabel = "N", description = "Seed; 1 by default.")
  private long seed = 1;

  @Option(names = "--resume", description = "Continue a training that was interrupted.")
  private boolean resume;

  @Option(names = "--overwrite", description = "Replace a model, or drop an unfinished training.")
  private boolean overwrite;

  @Mixin private final Threads threads = new Threads();

  TrainVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    Method method = Methods.find(slug);
    Trainable<?> trainable =
        method
            .trainable()
            .orElseThrow(() -> new UsageException(slug + " has no training on your own data"));
    train(trainable);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", slug);
    json.put("model", out.toString());
    if (common.json) {
      printJson(json);
    } else {
      console.out().println("Model: " + out);
    }
    return OK;
  }

  private <C extends Record> void train(Trainable<C> trainable) throws Exception {
    ModelDirectory.requireReplaceable(out.toAbsolutePath().normalize(), overwrite);
    for (Path file : labels == null ? data : withLabels(labels)) {
      if (!Files.exists(file)) {
        throw new UsageException("no such file: " + file);
      }
    }
    C config = Settings.with(trainable.trainConfig(), set.values);
    threads.apply();
    String hint = "the same command with --resume";
    try (Interrupts interrupts = Interrupts.listen(console.err(), hint)) {
      Watcher watcher = new Watcher(console, interrupts::requested);
      TrainJob job = new TrainJob(slug, data, labels, out, overwrite, seed, watcher);
      prepare(job, config);
      try {
        trainable.train(config, job);
      } catch (CancellationException e) {
        interrupts.printHint();
        throw e;
      } catch (Exception e) {
        if (!Leftovers.removeUnlessWorked(job.work(), STARTED)) {
          interrupts.printHint();
        }
        throw e;
      }
      AtomicFiles.deleteTree(job.work());
    }
  }

  private List<Path> withLabels(Path file) {
    List<Path> all = new ArrayList<>(data);
    all.add(file);
    return all;
  }

  /** Makes the working directory, or makes sure that it belongs to the same training. */
  private void prepare(TrainJob job, Record config) throws IOException {
    Path started = job.work().resolve(STARTED);
    Map<String, Object> now = new LinkedHashMap<>();
    now.put(
        "started",
        new Started(
            slug,
            seed,
            data.stream().map(Path::toString).toList(),
            labels == null ? null : labels.toString()));
    now.put("config", config);
    String text = Json.write(now);
    if (!resume) {
      if (Files.exists(job.work()) && !overwrite) {
        throw new UsageException(
            "an unfinished training of %s exists: continue it with --resume, or drop it with --overwrite"
                .formatted(out));
      }
      AtomicFiles.deleteTree(job.work());
      Files.createDirectories(job.work());
      AtomicFiles.write(started, text.getBytes(UTF_8));
    } else if (!Files.exists(started)) {
      throw new UsageException("no unfinished training of " + out + " to resume");
    } else if (!Files.readString(started).equals(text)) {
      throw new UsageException(
          "the unfinished training of %s was started with other data, seed or settings: give the same (%s)"
              .formatted(out, started));
    }
  }
}
