package polyad.vision.align;

import java.nio.file.Path;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad tool align import CHECKPOINT --out MODEL}: a checkpoint for the other verbs. */
final class ImportTool implements Tool<ImportTool.Options> {
  /** Where to. */
  record Options(@Describe("the model directory to make") Path out) {}

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "Turn a Hugging Face directory of ALIGN or CLIP into a model directory that encode,"
        + " index and serve take: CHECKPOINT --out MODEL.";
  }

  @Override
  public Options options() {
    return new Options(Path.of("model"));
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().size() != 1) {
      throw new UsageException("expected CHECKPOINT, got " + job.files().size() + " files");
    }
    try (Align align = Align.load(job.file())) {
      align.save(options.out());
      return Table.of("")
          .columns("model", "dimension", "parameters", "temperature")
          .row(
              options.out().toString(),
              align.dimension(),
              align.model().parameterCount(),
              align.temperature())
          .build();
    }
  }
}
