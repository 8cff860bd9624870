package polyad.vision.align;

import java.nio.file.Path;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad predict}: the zero-shot class of each picture. */
final class AlignPrediction implements Predictable<AlignPrediction.Options> {
  /** What the classes are. */
  record Options(@Describe("a file of lines: class, tab, prompt; required") Path classes) {}

  @Override
  public Options predictOptions() {
    return new Options(Path.of(""));
  }

  @Override
  public Table predict(Options options, ModelDirectory model, PredictJob job) throws Exception {
    if (options.classes().toString().isEmpty()) {
      throw new UsageException("give --set classes=FILE, lines of class, tab, prompt");
    }
    return Prompts.label(model.path(), options.classes(), job.data());
  }
}
