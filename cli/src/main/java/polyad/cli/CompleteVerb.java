package polyad.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import polyad.catalog.Completable;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.Settings;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad complete}. */
@Command(name = "complete", description = "Fill missing cells of a tensor with a trained model.")
final class CompleteVerb extends ModelVerb {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = "The cells to fill, named as in training.")
  private List<Path> data = new ArrayList<>();

  CompleteVerb(Console console) {
    super(console);
  }

  @Override
  Work work(ModelDirectory directory) {
    Completable<?> completable =
        directory
            .method()
            .completable()
            .orElseThrow(
                () -> new UsageException(directory.slug() + " models do not complete tensors"));
    return () -> complete(completable, directory);
  }

  private <C extends Record> Table complete(Completable<C> completable, ModelDirectory directory)
      throws Exception {
    C options = Settings.with(completable.completeOptions(), set.values);
    PredictJob job = new PredictJob(data, new Watcher(console, () -> false));
    return completable.complete(options, directory, job);
  }
}
