package polyad.text.matryoshka2d;

import java.nio.file.Path;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.report.Table;
import polyad.text.SentenceEncoder;

/**
 * {@code polyad tool matryoshka-2d export MODEL}: a model without the later layers and coordinates.
 */
final class ExportTool implements Tool<ExportTool.Options> {
  /** Where to cut and where to write. */
  record Options(
      @Describe("layers to keep; -1 for all") int layer,
      @Describe("coordinates to keep; 0 for all") int dim,
      @Describe("the model directory to make") Path model) {}

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "Write a model of the first layers and coordinates, which Polyad and"
        + " sentence-transformers read: MODEL or a directory of an encoder; --model DIR.";
  }

  @Override
  public Options options() {
    return new Options(-1, 0, Path.of("exported"));
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    try (TrainedMatryoshka2d model = TrainedMatryoshka2d.open(job.file());
        var writer = ModelDirectory.writer(options.model(), Matryoshka2dMethod.SLUG, false)) {
      SentenceEncoder encoder = model.encoder();
      int layer = options.layer() == -1 ? encoder.layers() : options.layer();
      int dim = options.dim() == 0 ? encoder.dimension() : options.dim();
      try (SentenceEncoder cut = encoder.export(layer, dim)) {
        TrainedMatryoshka2d.of(cut, model.nesting()).write(writer);
        writer.commit();
        return Table.of("")
            .columns("model", "layers", "dimension", "parameters", "of")
            .row(
                options.model().toString(),
                layer,
                dim,
                cut.parameterCount(),
                encoder.parameterCount())
            .build();
      }
    }
  }
}
