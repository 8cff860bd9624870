package polyad.vision.align;

import polyad.catalog.NoOptions;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad tool align classify MODEL CLASSES PICTURE...}: labels without training. */
final class ClassifyTool implements Tool<NoOptions> {
  @Override
  public String name() {
    return "classify";
  }

  @Override
  public String summary() {
    return "Label pictures by texts: MODEL, a file of lines 'class, tab, prompt', then pictures"
        + " or folders.";
  }

  @Override
  public NoOptions options() {
    return new NoOptions();
  }

  @Override
  public Table run(NoOptions options, ToolJob job) throws Exception {
    if (job.files().size() < 3) {
      throw new UsageException(
          "expected MODEL, a file of classes and prompts, and pictures, got "
              + job.files().size()
              + " files");
    }
    return Prompts.label(
        job.files().getFirst(), job.files().get(1), job.files().subList(2, job.files().size()));
  }
}
