package polyad.text.matryoshka2d;

import java.nio.file.Path;
import java.util.List;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.TextFiles;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;
import polyad.text.SentenceEncoder;
import polyad.text.TokenizedTexts;

/** {@code polyad tool matryoshka-2d encode MODEL TEXTS}: vectors of one depth and width. */
final class EncodeTool implements Tool<EncodeTool.Options> {
  /** Where to cut and where to write. */
  record Options(
      @Describe("layers to run; -1 for all") int layer,
      @Describe("coordinates to keep; 0 for all") int dim,
      @Describe("the .npy file to make") Path vectors) {}

  @Override
  public String name() {
    return "encode";
  }

  @Override
  public String summary() {
    return "Embed texts at one layer and width: MODEL, then a file of texts, one a line;"
        + " --vectors FILE.npy.";
  }

  @Override
  public Options options() {
    return new Options(-1, 0, Path.of("vectors.npy"));
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().size() != 2) {
      throw new UsageException("expected MODEL and a file of texts, got " + job.files().size());
    }
    Path file = job.files().get(1);
    List<String> texts = TextFiles.lines(file);
    try (var _ = TensorScope.open();
        TrainedMatryoshka2d model = TrainedMatryoshka2d.open(job.files().getFirst())) {
      SentenceEncoder encoder = model.encoder();
      int layer = options.layer() == -1 ? encoder.layers() : options.layer();
      int dim = options.dim() == 0 ? encoder.dimension() : options.dim();
      TokenizedTexts tokens = UsageException.naming(file, () -> encoder.tokenize(texts));
      Tensor vectors = encoder.encode(tokens, layer, dim); // [n, d]
      TensorFiles.writeNpy(options.vectors(), vectors);
      return Table.of("")
          .columns("file", "rows", "layer", "dimension", "texts cut")
          .row(options.vectors().toString(), texts.size(), layer, dim, tokens.truncated())
          .build();
    }
  }
}
