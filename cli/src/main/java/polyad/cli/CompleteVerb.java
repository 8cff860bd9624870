package polyad.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.Completable;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.PredictJob;
import polyad.catalog.Settings;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad complete}. */
@Command(name = "complete", description = "Fill missing cells of a tensor with a trained model.")
final class CompleteVerb extends Verb {
  @Parameters(paramLabel = "MODEL", description = "A model directory.")
  private Path model = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = "The cells to fill, named as in training.")
  private List<Path> data = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write: .csv, .json, .md or .npy; else it is printed.")
  private @Nullable Path out;

  @Mixin private final Assignments set = new Assignments();

  @Mixin private final Threads threads = new Threads();

  CompleteVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    ModelDirectory directory = ModelDirectory.open(model);
    Completable<?> completable =
        directory
            .method()
            .completable()
            .orElseThrow(
                () -> new UsageException(directory.slug() + " models do not complete tensors"));
    if (out != null) {
      TableFiles.requireKind(out);
    }
    threads.apply();
    Table table = complete(completable, directory);
    if (out == null) {
      print(table);
    } else {
      TableFiles.write(out, table);
      console.err().println("wrote " + table.rows().size() + " rows to " + out);
    }
    return OK;
  }

  private <C extends Record> Table complete(Completable<C> completable, ModelDirectory directory)
      throws Exception {
    C options = Settings.with(completable.completeOptions(), set.values);
    Monitor watcher = new Watcher(console, () -> false);
    return completable.complete(options, directory, new PredictJob(data, watcher));
  }
}
