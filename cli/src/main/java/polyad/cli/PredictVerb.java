package polyad.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.Settings;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad predict}. */
@Command(name = "predict", description = "Predict with a trained model.")
final class PredictVerb extends ModelVerb {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = "What to predict for.")
  private List<Path> data = new ArrayList<>();

  PredictVerb(Console console) {
    super(console);
  }

  @Override
  Work work(ModelDirectory directory) {
    Predictable<?> predictable =
        directory
            .method()
            .predictable()
            .orElseThrow(() -> new UsageException(directory.slug() + " models do not predict"));
    return () -> predict(predictable, directory);
  }

  private <C extends Record> Table predict(Predictable<C> predictable, ModelDirectory directory)
      throws Exception {
    C options = Settings.with(predictable.predictOptions(), set.values);
    PredictJob job = new PredictJob(data, new Watcher(console, () -> false));
    return predictable.predict(options, directory, job);
  }
}
