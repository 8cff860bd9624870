package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import polyad.catalog.Run;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.LabelledTexts;
import polyad.embedding.words.Corpus;
import polyad.embedding.words.WordEvaluation;
import polyad.embedding.words.WordModel;
import polyad.embedding.words.WordVectorOptions;
import polyad.embedding.words.WordVectors;
import polyad.embedding.words.documents.DocumentClassifier;
import polyad.embedding.words.documents.DocumentKind;
import polyad.embedding.words.documents.DocumentOptions;
import polyad.nn.evaluate.LinearProbe;
import polyad.tensor.TensorScope;

/**
 * Public texts: models, texts, passes and sizes by tests of words, by features and by initial
 * values of a network; and every document model on four sets. Each guideline is a finding of this
 * run.
 */
final class RealPart {
  private static final int DIM = 50;
  private static final int MIN_COUNT = 3;
  private static final int[] SIZES = {10, 20, 50, 100, 200};
  private static final int[] PASSES = {1, 2, 3, 4, 6, 8, 12};
  private static final int TRAIN = 2000;
  private static final int TEST = 1000;
  private static final int DOCUMENT_PASSES = 6;
  private static final int TREES = 500;

  private final Run run;
  private final Report report;
  private final RealTexts texts;
  private final int seeds;

  /**
   * Scores of word vectors, 0 to 1 (similarity −1 to 1).
   *
   * @param men and wordsim Spearman's correlation
   * @param analogies right answers
   * @param news and questions accuracy of means of vectors
   * @param sentiment accuracy of a convolutional network that starts from them
   */
  record Scores(
      double men,
      double wordsim,
      double analogies,
      double news,
      double questions,
      double sentiment,
      double wordsPerSecond,
      double loss) {
    List<Double> tasks() {
      return List.of(men, wordsim, analogies, news, questions, sentiment);
    }
  }

  private static final List<String> TASKS =
      List.of("MEN", "WordSim-353", "analogies", "AG News, means", "TREC, means", "SST-2, CNN");

  private RealPart(Run run, RealTexts texts, int seeds) {
    this.run = run;
    this.report = run.report();
    this.texts = texts;
    this.seeds = seeds;
  }

  /** Reports, where the sets are at hand. */
  static void report(Run run, int seeds) throws Exception {
    Optional<RealTexts> texts = RealTexts.open(run.data());
    if (texts.isEmpty()) {
      run.info("the sets of texts and tests are not at hand: generated language only");
      return;
    }
    RealPart part = new RealPart(run, texts.get(), seeds);
    run.report().section("Public texts");
    part.models();
    part.corpora();
    part.passes();
    part.sizes();
    part.documents();
  }

  private List<String> news() {
    return texts.task(RealTexts.NEWS).train().texts();
  }

  private static List<String> joined(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  private static WordVectorOptions.Builder options(WordModel model) {
    WordVectorOptions.Builder builder =
        WordVectorOptions.builder(model).dim(DIM).minCount(MIN_COUNT).epochs(5);
    return switch (model) {
      case SKIP_GRAM -> builder.descent(WordVectorOptions.Descent.SGD, 0.025);
      case CBOW, ORDER -> builder.descent(WordVectorOptions.Descent.SGD, 0.05);
      case GLOVE -> builder.weighting(10, 0.75).epochs(15);
      case LBL, NNLM, CW ->
          builder.window(2).descent(WordVectorOptions.Descent.ADAGRAD, 0.05).epochs(2);
    };
  }

  private Scores scores(String part, List<String> lines, WordVectorOptions.Builder options)
      throws Exception {
    return run.once(
        "words-" + part,
        Scores.class,
        () -> {
          List<WordVectors.Epoch> epochs = new ArrayList<>();
          WordVectors vectors =
              WordVectors.train(
                  Corpus.of(lines, MIN_COUNT), options.seed(run.seed()).build(), epochs::add);
          WordVectors.Epoch last = epochs.getLast();
          return evaluate(vectors, last.wordsPerSecond(), last.loss());
        });
  }

  private Scores random(List<String> lines) throws Exception {
    return run.once(
        "words-random",
        Scores.class,
        () -> {
          Corpus corpus = Corpus.of(lines, MIN_COUNT);
          var random = new SplittableRandom(run.seed());
          float[] values = new float[corpus.vocabulary().size() * DIM];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
          }
          return evaluate(WordVectors.of(corpus.vocabulary(), values, DIM), 0, 0);
        });
  }

  private Scores evaluate(WordVectors vectors, double wordsPerSecond, double loss) {
    try (var _ = TensorScope.open()) {
      WordEvaluation evaluation = new WordEvaluation(vectors);
      return new Scores(
          evaluation.similarity(texts.pairs().getOrDefault("MEN", List.of())).value(),
          evaluation.similarity(texts.pairs().getOrDefault("WordSim-353", List.of())).value(),
          evaluation.analogies(texts.analogies()).value(),
          means(vectors, RealTexts.NEWS),
          means(vectors, RealTexts.QUESTIONS),
          sentiment(vectors),
          wordsPerSecond,
          loss);
    }
  }

  /** Logistic regression on means of vectors. */
  private double means(WordVectors vectors, String name) {
    RealTexts.Task task = texts.task(name);
    List<String> classes = task.train().labels().stream().distinct().sorted().toList();
    return LinearProbe.accuracy(
        TextMeans.of(vectors, split(task.train())),
        numbers(task.train(), classes),
        TextMeans.of(vectors, split(task.test())),
        numbers(task.test(), classes),
        run.seed());
  }

  private static List<List<String>> split(LabelledTexts texts) {
    return texts.texts().stream().map(text -> List.of(text.split(" +", -1))).toList();
  }

  private static int[] numbers(LabelledTexts texts, List<String> classes) {
    return texts.labels().stream().mapToInt(classes::indexOf).toArray();
  }

  private double sentiment(WordVectors vectors) {
    RealTexts.Task task = texts.task("SST-2").atMost(TRAIN, TEST, 1);
    DocumentOptions options =
        DocumentOptions.of(DocumentKind.CNN).withEpochs(4).withSeed(run.seed());
    try (DocumentClassifier classifier =
        DocumentClassifier.fit(task.train(), List.of(), options, vectors, run.monitor())) {
      return classifier.score(task.test()).accuracy();
    }
  }

  /** All models on one text; gains over random vectors as shares of the best gain. */
  private void models() throws Exception {
    List<String> lines = joined(texts.wiki(), news());
    Map<String, Scores> all = new LinkedHashMap<>();
    for (WordModel model : WordModel.values()) {
      all.put(model.name(), scores("model-" + model, lines, options(model)));
    }
    Scores none = random(lines);
    Table.Builder table = Table.of("Seven models on WikiText-2 and AG News").columns("model");
    TASKS.forEach(table::higher);
    table.higher("mean gain ratio").higher("words/s");
    double[] best = new double[TASKS.size()];
    for (int t = 0; t < best.length; t++) {
      int task = t;
      best[t] =
          all.values().stream().mapToDouble(s -> s.tasks().get(task)).max().orElse(Double.NaN);
    }
    all.forEach((name, s) -> row(table, name, s, gain(s, none, best)));
    row(table, "random", none, 0.0);
    report.table(
        table
            .note(
                "d=50, window 5 (LBL, NNLM, C&W 2), words seen 3 times; gain ratio: (score − random)"
                    + " / (best − random), mean over the tasks")
            .build());
  }

  private static double gain(Scores s, Scores none, double[] best) {
    double sum = 0;
    for (int t = 0; t < best.length; t++) {
      double from = none.tasks().get(t);
      sum += (s.tasks().get(t) - from) / (best[t] - from) / best.length;
    }
    return sum;
  }

  private static void row(Table.Builder table, String name, Scores s, double gain) {
    List<Object> row = new ArrayList<>();
    row.add(name);
    row.addAll(s.tasks());
    row.add(gain);
    row.add(s.wordsPerSecond());
    table.row(row.toArray());
  }

  /** Guideline 2. */
  private void corpora() throws Exception {
    List<String> news = news();
    Map<String, List<String>> corpora = new LinkedHashMap<>();
    corpora.put("a quarter of AG News", news.subList(0, news.size() / 4));
    corpora.put("AG News", news);
    corpora.put("WikiText-2", texts.wiki());
    corpora.put("both", joined(texts.wiki(), news));
    Map<String, Scores> all = new LinkedHashMap<>();
    Table.Builder table =
        Table.of("Skip-gram on other texts").columns("text", "lines").higher("AG News, means");
    table.higher("TREC, means").higher("MEN");
    for (var corpus : corpora.entrySet()) {
      Scores s =
          scores(
              "corpus-" + corpus.getKey().replace(' ', '-'),
              corpus.getValue(),
              options(WordModel.SKIP_GRAM));
      all.put(corpus.getKey(), s);
      table.row(corpus.getKey(), corpus.getValue().size(), s.news(), s.questions(), s.men());
    }
    report.table(table.note("d=50, window 5, 5 passes").build());
    ToDoubleFunction<String> of = name -> Objects.requireNonNull(all.get(name), name).news();
    finding(
        "2a (domain before size): on AG News a quarter of its own domain less all of WikiText-2",
        of.applyAsDouble("a quarter of AG News") - of.applyAsDouble("WikiText-2"));
    finding(
        "2b (within a domain more is better): on AG News all of it less a quarter",
        of.applyAsDouble("AG News") - of.applyAsDouble("a quarter of AG News"));
    finding(
        "2c (mixing hurts purity): on AG News its own text less both texts",
        of.applyAsDouble("AG News") - of.applyAsDouble("both"));
  }

  private void finding(String guideline, double figure) {
    report.text(
        "Guideline %s: %.4f, %s."
            .formatted(guideline, figure, figure > 0 ? "holds here" : "does not hold here"));
  }

  /** Guideline 3: the loss of held-out text, or the score of a cheap task, to say when to stop. */
  private void passes() throws Exception {
    List<String> lines = joined(texts.wiki(), news());
    Table.Builder table =
        Table.of("CBOW after several passes (AdaGrad)")
            .columns("passes")
            .lower("held-out loss")
            .higher("TREC, means")
            .higher("AG News, means")
            .higher("MEN");
    List<Scores> all = new ArrayList<>();
    for (int passes : PASSES) {
      Scores s =
          scores(
              "passes-" + passes,
              lines,
              options(WordModel.CBOW)
                  .descent(WordVectorOptions.Descent.ADAGRAD, 0.05)
                  .validation(0.05)
                  .epochs(passes));
      all.add(s);
      table.row(passes, s.loss(), s.questions(), s.news(), s.men());
    }
    report.table(table.note("a twentieth of each thread's share is held out").build());
    int byLoss = best(all, s -> -s.loss());
    int byTask = best(all, Scores::questions);
    report.text(
        "Guideline 3 (stop by a cheap task, not by the loss): the loss stops at %d passes, TREC at %d."
                .formatted(PASSES[byLoss], PASSES[byTask])
            + " On AG News the second is %.4f better, on MEN %.4f."
                .formatted(
                    all.get(byTask).news() - all.get(byLoss).news(),
                    all.get(byTask).men() - all.get(byLoss).men()));
  }

  private static int best(List<Scores> all, ToDoubleFunction<Scores> score) {
    int best = 0;
    for (int i = 1; i < all.size(); i++) {
      best = score.applyAsDouble(all.get(i)) > score.applyAsDouble(all.get(best)) ? i : best;
    }
    return best;
  }

  /** Guideline 4. */
  private void sizes() throws Exception {
    List<String> lines = joined(texts.wiki(), news());
    Table.Builder table = Table.of("Skip-gram of several sizes").columns("d");
    TASKS.forEach(table::higher);
    Map<Integer, Scores> all = new LinkedHashMap<>();
    for (int size : SIZES) {
      Scores s = scores("size-" + size, lines, options(WordModel.SKIP_GRAM).dim(size));
      all.put(size, s);
      List<Object> row = new ArrayList<>();
      row.add(size);
      row.addAll(s.tasks());
      table.row(row.toArray());
    }
    report.table(table.build());
    Scores fifty = Objects.requireNonNull(all.get(DIM));
    Scores most = Objects.requireNonNull(all.get(SIZES[SIZES.length - 1]));
    report.text(
        "Guideline 4 (50 numbers are enough for features and initial values, tests of words go on"
            + " improving): from 50 to 200 AG News gains %.4f, SST-2 %.4f, MEN %.4f, analogies %.4f."
                .formatted(
                    most.news() - fifty.news(),
                    most.sentiment() - fifty.sentiment(),
                    most.men() - fifty.men(),
                    most.analogies() - fifty.analogies()));
  }

  /** Every document model on every set. */
  private void documents() throws Exception {
    WordVectors vectors =
        WordVectors.train(
            Corpus.of(joined(texts.wiki(), news()), MIN_COUNT),
            options(WordModel.SKIP_GRAM).seed(run.seed()).build());
    Table.Builder table = Table.of("Accuracy of document models on public sets").columns("model");
    texts.tasks().keySet().forEach(table::higher);
    for (DocumentKind kind : DocumentKind.values()) {
      List<Object> row = new ArrayList<>();
      row.add(kind.name());
      for (String name : texts.tasks().keySet()) {
        double[] values = new double[seeds];
        for (int s = 0; s < seeds; s++) {
          long seed = run.seed() + s;
          values[s] =
              run.once(
                  "real-%s-%s-%d".formatted(kind, name.replace(' ', '-'), seed),
                  Double.class,
                  () -> accuracy(kind, name, seed, vectors));
        }
        row.add(Measurement.of("", values));
      }
      table.row(row.toArray());
    }
    report.table(
        table
            .note(
                "%,d texts to train (%,d for the recursive network), %,d to test at most, %d passes,"
                        .formatted(TRAIN, TREES, TEST, DOCUMENT_PASSES)
                    + " skip-gram vectors of WikiText-2 and AG News")
            .build());
    phrases(vectors);
  }

  private double accuracy(DocumentKind kind, String name, long seed, WordVectors vectors) {
    run.stopIfRequested();
    int train = kind == DocumentKind.RECURSIVE ? TREES : TRAIN;
    RealTexts.Task task = texts.task(name).atMost(train, TEST, seed);
    DocumentOptions options = DocumentOptions.of(kind).withEpochs(DOCUMENT_PASSES).withSeed(seed);
    try (DocumentClassifier classifier =
        DocumentClassifier.fit(task.train(), List.of(), options, vectors, run.monitor())) {
      return classifier.score(task.test()).accuracy();
    }
  }

  private void phrases(WordVectors vectors) throws Exception {
    String[] said =
        run.once(
            "phrases",
            String[].class,
            () -> {
              RealTexts.Task task = texts.task("SST-2").atMost(TRAIN, TEST, run.seed());
              DocumentOptions options =
                  DocumentOptions.of(DocumentKind.RCNN)
                      .withEpochs(DOCUMENT_PASSES)
                      .withSeed(run.seed());
              try (DocumentClassifier classifier =
                  DocumentClassifier.fit(
                      task.train(), List.of(), options, vectors, run.monitor())) {
                return classifier.keyPhrases(task.test().texts(), 8).stream()
                    .map(p -> "%s: %s (%d)".formatted(p.label(), p.phrase(), p.coordinates()))
                    .toArray(String[]::new);
              }
            });
    report.text(
        "What RCNN's maximum chose on SST-2, class: phrase (coordinates won). "
            + String.join("; ", Arrays.asList(said))
            + ".");
  }
}
