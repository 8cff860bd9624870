package polyad.embedding.words.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.embedding.words.VectorFormat;
import polyad.embedding.words.WordEvaluation;
import polyad.embedding.words.WordQuestions;
import polyad.embedding.words.WordVectors;
import polyad.tensor.TensorScope;

/** {@code polyad tool word-document-embeddings eval}: vectors against public tests. */
final class EvalTool implements Tool<EvalTool.Options> {

  record Options(
      @Describe("files of pairs: csv with word1, word2, similarity; or tabs") List<Path> pairs,
      @Describe("a file of analogies: lines of four words") Optional<Path> analogies,
      @Describe(
              "a file of synonym questions: lines of a word, its synonym, three others; or TOEFL's")
          Optional<Path> synonyms) {
    Options {
      pairs = List.copyOf(pairs);
    }
  }

  @Override
  public String name() {
    return "eval";
  }

  @Override
  public String summary() {
    return "Correlation on --pairs, right answers of --analogies and --synonyms, of a file of vectors.";
  }

  @Override
  public Options options() {
    return new Options(List.of(), Optional.empty(), Optional.empty());
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (options.pairs().isEmpty()
        && options.analogies().isEmpty()
        && options.synonyms().isEmpty()) {
      throw new UsageException("nothing to evaluate on: name --pairs, --analogies or --synonyms");
    }
    WordVectors vectors = WordVectors.load(job.file(), VectorFormat.of(job.file()));
    Table.Builder table =
        Table.of(String.valueOf(job.file().getFileName()))
            .columns("test", "measure", "score", "asked", "unknown words");
    try (var _ = TensorScope.open()) {
      WordEvaluation evaluation = new WordEvaluation(vectors);
      for (Path file : options.pairs()) {
        row(table, file, "Spearman", evaluation.similarity(WordQuestions.pairs(file)));
      }
      if (options.analogies().isPresent()) {
        Path file = options.analogies().get();
        row(table, file, "3CosAdd", evaluation.analogies(WordQuestions.analogies(file)));
      }
      if (options.synonyms().isPresent()) {
        Path file = options.synonyms().get();
        row(table, file, "best cosine", evaluation.synonyms(WordQuestions.synonyms(file)));
      }
    }
    return table.build();
  }

  private static void row(
      Table.Builder table, Path file, String measure, WordEvaluation.Score score) {
    table.row(
        String.valueOf(file.getFileName()),
        measure,
        Double.isNaN(score.value()) ? null : score.value(),
        score.asked(),
        score.skipped());
  }
}
