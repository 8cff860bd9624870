package polyad.embedding.words.study;

import java.nio.file.Path;
import java.util.Optional;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.embedding.words.VectorFormat;
import polyad.embedding.words.WordVectors;

/** {@code polyad tool word-document-embeddings model}: a file of vectors becomes a model. */
final class ModelTool implements Tool<ModelTool.Options> {

  record Options(@Describe("model directory to make") Optional<Path> model) {}

  @Override
  public String name() {
    return "model";
  }

  @Override
  public String summary() {
    return "Makes a model directory of a file of vectors, for encode, index, search and serve.";
  }

  @Override
  public Options options() {
    return new Options(Optional.empty());
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    Path out =
        options
            .model()
            .orElseThrow(() -> new UsageException("name the model directory with --model DIR"));
    ModelDirectory.requireReplaceable(out, false);
    WordVectors vectors = WordVectors.load(job.file(), VectorFormat.of(job.file()));
    try (var writer = ModelDirectory.writer(out, "word-document-embeddings", false)) {
      VectorModel.write(vectors, writer);
      writer.commit();
    }
    return Table.of(out.toString())
        .columns("words", "dim")
        .row(vectors.size(), vectors.dim())
        .build();
  }
}
