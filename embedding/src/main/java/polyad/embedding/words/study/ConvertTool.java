package polyad.embedding.words.study;

import java.nio.file.Path;
import java.util.Optional;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.embedding.words.VectorFormat;
import polyad.embedding.words.WordVectors;

/** {@code polyad tool word-document-embeddings convert}: vectors from one format to another. */
final class ConvertTool implements Tool<ConvertTool.Options> {

  record Options(
      @Describe("file to write: .txt or .vec, .bin, .npy, .glove.txt") Optional<Path> file) {}

  @Override
  public String name() {
    return "convert";
  }

  @Override
  public String summary() {
    return "Converts a file of vectors: word2vec text and binary, GloVe, fastText .vec, .npy.";
  }

  @Override
  public Options options() {
    return new Options(Optional.empty());
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    Path out =
        options
            .file()
            .orElseThrow(() -> new UsageException("name the file to write with --file FILE"));
    WordVectors vectors = WordVectors.load(job.file(), VectorFormat.of(job.file()));
    vectors.save(out, VectorFormat.of(out));
    return Table.of(out.toString())
        .columns("words", "dim", "format")
        .row(vectors.size(), vectors.dim(), VectorFormat.of(out).name())
        .build();
  }
}
