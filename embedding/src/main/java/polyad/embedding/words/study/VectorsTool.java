package polyad.embedding.words.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.embedding.words.Corpus;
import polyad.embedding.words.VectorFormat;
import polyad.embedding.words.WordModel;
import polyad.embedding.words.WordVectorOptions;
import polyad.embedding.words.WordVectors;

/** {@code polyad tool word-document-embeddings vectors}: word vectors of the user's text. */
final class VectorsTool implements Tool<VectorsTool.Options> {

  record Options(
      @Describe("file to write: .txt or .vec, .bin, .npy, .glove.txt") Optional<Path> file,
      @Describe("skip-gram, cbow, order, lbl, nnlm, cw or glove") WordModel model,
      @Describe("length of the vectors; 1 to 10000") int dim,
      @Describe("context words on each side; 1 to 100") int window,
      @Describe("words that occur less often are left out; 1 or more") int minCount,
      @Describe("passes over the text; 1 or more") int epochs,
      @Describe("negative samples an example; 1 or more") int negative,
      @Describe("threshold of thinning frequent words, 0 for none") double sample,
      @Describe("threads; 1 to 1024") int threads) {}

  @Override
  public String name() {
    return "vectors";
  }

  @Override
  public String summary() {
    return "Trains word vectors on UTF-8 files (or .gz), one sentence a line, words between blanks.";
  }

  @Override
  public Options options() {
    return new Options(Optional.empty(), WordModel.SKIP_GRAM, 100, 5, 5, 5, 5, 1e-3, 1);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().isEmpty()) {
      throw new UsageException("expected one or more files of text, got none");
    }
    Path out =
        options
            .file()
            .orElseThrow(() -> new UsageException("name the file to write with --file FILE"));
    WordVectorOptions training =
        WordVectorOptions.builder(options.model())
            .dim(options.dim())
            .window(options.window())
            .minCount(options.minCount())
            .epochs(options.epochs())
            .negative(options.negative())
            .sample(options.sample())
            .threads(options.threads())
            .seed(job.seed())
            .build();
    Corpus corpus = Corpus.read(job.files(), options.minCount());
    List<Double> rates = new ArrayList<>();
    WordVectors vectors =
        UsageException.naming(
            job.files().getFirst(),
            () -> WordVectors.train(corpus, training, epoch -> rates.add(epoch.wordsPerSecond())));
    vectors.save(out, VectorFormat.of(out));
    return Table.of("Word vectors in " + out)
        .columns("words", "dim", "words of text", "words/s, last pass")
        .row(vectors.size(), vectors.dim(), corpus.size(), rates.getLast())
        .build();
  }
}
