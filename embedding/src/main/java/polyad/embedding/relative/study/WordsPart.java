package polyad.embedding.relative.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import polyad.catalog.AtomicFiles;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.catalog.report.Verdict;
import polyad.data.DataSets;
import polyad.data.generate.TopicSentences;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.LatentSimilarity;
import polyad.embedding.relative.Projection;
import polyad.embedding.relative.RelativeIndex;
import polyad.embedding.relative.RelativeProjection;
import polyad.embedding.relative.RelativeSpace;
import polyad.embedding.words.Corpus;
import polyad.embedding.words.WordModel;
import polyad.embedding.words.WordVectorOptions;
import polyad.embedding.words.WordVectors;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** The words of one text by skip-gram and by CBOW: two spaces that know nothing of each other. */
final class WordsPart {
  private static final int DIM = 48;
  private static final int WINDOW = 2; // narrow, so that the models weigh the same context words
  private static final int NEIGHBOURS = 10;
  private static final int QUERIES = 200;

  private final Run run;
  private final Config config;

  /**
   * @param tokens of the text
   * @param minCount of a word
   * @param epochs of the trainings
   * @param words compared, the most frequent
   * @param anchors among them
   */
  record Config(int tokens, int minCount, int epochs, int words, int anchors) {}

  /**
   * What was seen.
   *
   * @param text what was trained on
   * @param indexed share of words found among the first ten in an index of the other space, %
   * @param refused whether the index refused a query by other anchors
   */
  record Scores(
      String text,
      int words,
      LatentSimilarity absolute,
      LatentSimilarity relative,
      LatentSimilarity frequent,
      double indexed,
      boolean refused) {}

  WordsPart(Run run, Config config) {
    this.run = run;
    this.config = config;
  }

  Scores measure(long seed) throws IOException {
    DataSets sets = DataSets.open(run.data());
    Optional<Path> news = sets.file("20newsgroups", "20news-bydate.tar.gz");
    String text = news.isPresent() ? "20 Newsgroups" : "topic sentences (synthetic)";
    List<String> sentences =
        news.isPresent()
            ? NewsTexts.read(news.get(), config.tokens())
            : TopicSentences.DEFAULT.draw(config.tokens(), seed);
    Corpus corpus = Corpus.of(sentences, config.minCount());
    WordVectors first = train(corpus, WordModel.SKIP_GRAM, seed);
    WordVectors second = train(corpus, WordModel.CBOW, seed + 1);
    try (var _ = TensorScope.open()) {
      int words = Math.min(config.words(), first.size());
      int count = Math.min(config.anchors(), words / 2);
      Tensor u = first.matrix().narrow(0, 0, words);
      Tensor v = second.matrix().narrow(0, 0, words);
      Anchors uniform = Anchors.uniform(words, count, seed);
      Anchors frequent = Anchors.mostFrequent(words, count);
      RelativeSpace a = relative(uniform, u);
      RelativeSpace b = relative(uniform, v);
      return new Scores(
          text,
          words,
          LatentSimilarity.compare(u, v, NEIGHBOURS),
          LatentSimilarity.compare(a, b, NEIGHBOURS),
          LatentSimilarity.compare(relative(frequent, u), relative(frequent, v), NEIGHBOURS),
          indexed(uniform, a, b),
          refused(uniform, a, relative(frequent, v)));
    }
  }

  private WordVectors train(Corpus corpus, WordModel model, long seed) {
    WordVectorOptions options =
        WordVectorOptions.builder(model)
            .dim(DIM)
            .window(WINDOW)
            .cbowGradient(WordVectorOptions.CbowGradient.MEAN)
            .minCount(config.minCount())
            .epochs(config.epochs())
            .seed(seed)
            .build();
    run.stopIfRequested();
    try (Progress progress = run.progress("words-" + model, config.epochs())) {
      return WordVectors.train(corpus, options, epoch -> progress.step(epoch.loss()));
    }
  }

  private static RelativeSpace relative(Anchors anchors, Tensor vectors) {
    return RelativeProjection.of(anchors, Projection.COSINE)
        .fit(anchors.of(vectors))
        .transform(vectors);
  }

  /** Words of one space, asked for with the other's relative vectors. */
  private double indexed(Anchors anchors, RelativeSpace a, RelativeSpace b) throws IOException {
    Path folder = run.directory().checkpoint("word-index").resolve("index");
    AtomicFiles.deleteTree(folder);
    int n = (int) b.vectors().size(0);
    int asked = Math.min(QUERIES, n);
    try (RelativeIndex index = RelativeIndex.create(folder, anchors)) {
      index.add(IntStream.range(0, n).mapToObj(String::valueOf).toList(), b);
      var queries = new RelativeSpace(a.vectors().narrow(0, n - asked, asked), a.anchors());
      var hits = index.search(queries, NEIGHBOURS);
      long found =
          IntStream.range(0, asked)
              .filter(
                  q ->
                      hits.get(q).stream()
                          .anyMatch(hit -> hit.id().equals(String.valueOf(n - asked + q))))
              .count();
      return 100.0 * found / asked;
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private boolean refused(Anchors anchors, RelativeSpace own, RelativeSpace other)
      throws IOException {
    Path folder = run.directory().checkpoint("word-index").resolve("refusing");
    AtomicFiles.deleteTree(folder);
    try (RelativeIndex index = RelativeIndex.create(folder, anchors)) {
      index.add(List.of("0"), new RelativeSpace(own.vectors().narrow(0, 0, 1), own.anchors()));
      index.search(other, 1);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  void report(Report report, List<Scores> all, boolean judge) {
    Scores first = all.getFirst();
    report.section("Word spaces, " + first.text());
    report.table(
        Table.of("Skip-gram's space against CBOW's, other seeds")
            .columns("spaces")
            .higher("Jaccard@" + NEIGHBOURS)
            .higher("MRR")
            .higher("cosine")
            .columns("linear CKA", "Gaussian CKA")
            .row(row("absolute", all, Scores::absolute))
            .row(row("relative, uniform anchors", all, Scores::relative))
            .row(row("relative, most frequent words", all, Scores::frequent))
            .note(
                "%d most frequent words, up to %d anchors, %d dimensions; seeds: %d"
                    .formatted(first.words(), config.anchors(), DIM, all.size()))
            .build());
    report.text(
        "An index of CBOW's relative vectors, asked with skip-gram's, finds the word itself among"
            + " the first %d for %.1f %% of the %d rarest of these; a query by other anchors is %s."
                .formatted(
                    NEIGHBOURS,
                    first.indexed(),
                    QUERIES,
                    first.refused() ? "refused" : "not refused"));
    double absolute = all.stream().mapToDouble(s -> s.absolute().mrr()).average().orElse(0);
    double relative = all.stream().mapToDouble(s -> s.relative().mrr()).average().orElse(0);
    if (judge) {
      report.check(Check.atLeast("words: MRR relative over absolute", relative / absolute, 10));
      report.check(Check.atLeast("words: MRR relative", relative, 0.5));
      report.check(Check.that("words: the index refuses other anchors", first.refused()));
    }
    Bound near = new Bound.AtLeast(0.9);
    report.claim(
        new Claim(
            "words",
            "two word spaces that share nothing when absolute agree when relative (MRR 0.94 to"
                + " 0.98)",
            near.holds(relative) ? Verdict.CONFIRMED : Verdict.NOT_CONFIRMED,
            Measurement.of("MRR", relative),
            Measurement.of("MRR", absolute),
            "confirmed from 0.9 on"));
  }

  private static Object[] row(
      String name, List<Scores> all, Function<Scores, LatentSimilarity> which) {
    List<LatentSimilarity> values = all.stream().map(which).toList();
    return new Object[] {
      name,
      values.stream().mapToDouble(LatentSimilarity::jaccard).average().orElse(0),
      values.stream().mapToDouble(LatentSimilarity::mrr).average().orElse(0),
      values.stream().mapToDouble(LatentSimilarity::cosine).average().orElse(0),
      values.stream().mapToDouble(LatentSimilarity::linearCka).average().orElse(0),
      values.stream().mapToDouble(LatentSimilarity::rbfCka).average().orElse(0)
    };
  }
}
