package polyad.embedding.words.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.TaggedSentences;
import polyad.embedding.words.VectorFormat;
import polyad.embedding.words.WordTagger;
import polyad.embedding.words.WordVectors;

/** {@code polyad tool word-document-embeddings tagger}: what vectors are worth to a tagger. */
final class TaggerTool implements Tool<TaggerTool.Options> {

  record Options(
      @Describe("tagged sentences to learn on: CoNLL, or CoNLL-U when named .conllu")
          Optional<Path> train,
      @Describe("tagged sentences to judge by") Optional<Path> test,
      @Describe("features, which stay, or initial-values, which are trained along")
          WordTagger.Use use,
      @Describe("passes over the sentences; 1 or more") int epochs,
      @Describe("learning rate, which falls to 0; above 0") double rate) {
    Options {
      ConfigChecks.atLeast("epochs", epochs, 1);
      ConfigChecks.positive("rate", rate);
    }
  }

  @Override
  public String name() {
    return "tagger";
  }

  @Override
  public String summary() {
    return "Trains a window tagger from a file of vectors on --train, judges it by --test.";
  }

  @Override
  public Options options() {
    return new Options(Optional.empty(), Optional.empty(), WordTagger.Use.FEATURES, 8, 0.02);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    Path learned = file(options.train(), "--train");
    Path judged = file(options.test(), "--test");
    WordVectors vectors = WordVectors.load(job.file(), VectorFormat.of(job.file()));
    TaggedSentences train = read(learned);
    TaggedSentences test = read(judged);
    WordTagger tagger =
        UsageException.naming(
            learned,
            () ->
                WordTagger.train(
                    vectors, train, options.use(), options.epochs(), options.rate(), job.seed()));
    WordTagger.Score score = tagger.score(test);
    return Table.of(judged.toString())
        .columns("sentences", "accuracy", "F1 of names")
        .row(test.size(), score.accuracy(), Double.isNaN(score.nameF1()) ? null : score.nameF1())
        .build();
  }

  private static Path file(Optional<Path> file, String option) {
    return file.orElseThrow(
        () -> new UsageException("name a file of tagged sentences with %s FILE".formatted(option)));
  }

  private static TaggedSentences read(Path file) throws IOException {
    boolean treebank = file.toString().toLowerCase(Locale.ROOT).contains(".conllu");
    TaggedSentences read =
        treebank ? TaggedSentences.readConllu(file) : TaggedSentences.readConll(file);
    if (read.size() == 0) {
      throw new UsageException(file + ": found no sentence, expected a word and a tag a line");
    }
    return read;
  }
}
