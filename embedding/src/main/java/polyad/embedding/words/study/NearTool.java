package polyad.embedding.words.study;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.embedding.words.VectorFormat;
import polyad.embedding.words.WordVectors;

/** {@code polyad tool word-document-embeddings near}: neighbours of a word, or an analogy. */
final class NearTool implements Tool<NearTool.Options> {

  record Options(
      @Describe("a word, or three a,b,c: what is to c as b is to a") String words,
      @Describe("neighbours to show; 1 or more") int k) {
    Options {
      ConfigChecks.atLeast("k", k, 1);
    }
  }

  @Override
  public String name() {
    return "near";
  }

  @Override
  public String summary() {
    return "Neighbours of --words w, or of the analogy --words a,b,c, in a file of vectors.";
  }

  @Override
  public Options options() {
    return new Options("", 10);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    String[] words = options.words().split(",", -1);
    if (words.length == 2 || words.length > 3 || options.words().isBlank()) {
      throw new UsageException("words is '" + options.words() + "', expected w or a,b,c");
    }
    WordVectors vectors = WordVectors.load(job.file(), VectorFormat.of(job.file()));
    Table.Builder table = Table.of(options.words()).columns("word", "cosine");
    UsageException.naming(
            job.file(),
            () ->
                words.length == 1
                    ? vectors.nearest(words[0], options.k())
                    : vectors.analogy(words[0], words[1], words[2], options.k()))
        .forEach(neighbor -> table.row(neighbor.word(), neighbor.similarity()));
    return table.build();
  }
}
