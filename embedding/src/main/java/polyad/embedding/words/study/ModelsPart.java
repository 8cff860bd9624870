package polyad.embedding.words.study;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.generate.TopicSentences;
import polyad.embedding.words.Corpus;
import polyad.embedding.words.WordModel;
import polyad.embedding.words.WordVectorOptions;
import polyad.embedding.words.WordVectors;

/** Seven models on one text, one vocabulary, one evaluator; and two of them on a smaller text. */
final class ModelsPart {
  private static final int DIM = 50;
  private static final double RATE = 0.025; // of skip-gram; the comparison keeps it for cbow

  private final WordsExperiment.Config config;
  private final Run run;
  private final Report report;
  private final TopicGold gold;

  /** What a training came to. */
  record Trained(TopicGold.Result result, double seconds) {}

  ModelsPart(WordsExperiment.Config config, Run run) {
    this.config = config;
    this.run = run;
    this.report = run.report();
    this.gold = new TopicGold(TopicSentences.DEFAULT, run.seed());
  }

  void report() throws Exception {
    report.section("Seven models of words");
    Corpus large = corpus(config.tokens());
    Corpus small = corpus(config.smallTokens());
    Table.Builder table =
        Table.of("Models on the generated language")
            .columns("model", "words of text")
            .higher("similarity")
            .higher("analogies")
            .higher("synonyms")
            .lower("s");
    Map<WordModel, Trained> all = new LinkedHashMap<>();
    for (WordModel model : WordModel.values()) {
      Trained trained = train("large", large, options(model).build());
      all.put(model, trained);
      row(table, model.name(), large, trained);
    }
    Trained skipGram = train("small", small, options(WordModel.SKIP_GRAM).build());
    Trained cbow = train("small", small, options(WordModel.CBOW).build());
    Trained fast =
        train(
            "small-fast",
            small,
            options(WordModel.CBOW).descent(WordVectorOptions.Descent.SGD, 2 * RATE).build());
    Trained start = random(small);
    row(table, "SKIP_GRAM", small, skipGram);
    row(table, "CBOW", small, cbow);
    row(table, "CBOW, rate 0.05", small, fast);
    row(table, "random vectors", small, start);
    report.table(
        table
            .note(
                "synthetic; d=50, window 5, 5 negatives, sgd at rate 0.025; LBL, NNLM, CW window 2"
                    + " with adagrad at 0.05, fewer passes; GloVe x_max 10")
            .build());
    report.text(
        "Guideline 1 (on a small text skip-gram is best, with more text CBOW catches up): similarity"
            + " of skip-gram less CBOW's is %.3f on the small text and %.3f on the large one: %s. %s"
                .formatted(
                    gap(skipGram, cbow),
                    gap(at(all, WordModel.SKIP_GRAM), at(all, WordModel.CBOW)),
                    holds(
                        gap(skipGram, cbow)
                            > gap(at(all, WordModel.SKIP_GRAM), at(all, WordModel.CBOW))),
                    "With word2vec's rate for CBOW, 0.05, the gap on the small text is %.3f."
                        .formatted(gap(skipGram, fast))));
    if (run.profile() != Profile.SMOKE) {
      checks(all, skipGram, cbow, start);
    }
    report.claim(
        Claim.higher(
            "simple-models",
            "on small text the simplest model, skip-gram, is best (against CBOW at its usual rate)",
            new double[] {skipGram.result().similarity()},
            new double[] {fast.result().similarity()},
            0));
  }

  private static String holds(boolean guideline) {
    return guideline ? "holds here" : "does not hold here";
  }

  private static double gap(Trained a, Trained b) {
    return a.result().similarity() - b.result().similarity();
  }

  private Corpus corpus(int tokens) {
    return Corpus.of(TopicSentences.DEFAULT.draw(tokens, run.seed()), 5);
  }

  private WordVectorOptions.Builder options(WordModel model) {
    WordVectorOptions.Builder builder =
        WordVectorOptions.builder(model).dim(DIM).epochs(config.epochs()).seed(run.seed());
    return switch (model) {
      case SKIP_GRAM, CBOW, ORDER -> builder.descent(WordVectorOptions.Descent.SGD, RATE);
      case GLOVE -> builder.weighting(10, 0.75).window(5).epochs(3 * config.epochs());
      case LBL, NNLM ->
          builder
              .window(2)
              .descent(WordVectorOptions.Descent.ADAGRAD, 0.05)
              .epochs(Math.min(2, config.epochs()));
      case CW -> builder.window(2).descent(WordVectorOptions.Descent.ADAGRAD, 0.05).epochs(1);
    };
  }

  private Trained train(String name, Corpus corpus, WordVectorOptions options) throws Exception {
    return run.once(
        name + "-" + options.model(),
        Trained.class,
        () -> {
          long start = System.nanoTime();
          WordVectors vectors = WordVectors.train(corpus, options);
          double seconds = (System.nanoTime() - start) / 1e9;
          return new Trained(gold.evaluate(vectors), seconds);
        });
  }

  private Trained random(Corpus corpus) {
    var random = new SplittableRandom(run.seed());
    float[] values = new float[corpus.vocabulary().size() * DIM];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Trained(gold.evaluate(WordVectors.of(corpus.vocabulary(), values, DIM)), 0);
  }

  private static void row(Table.Builder table, String name, Corpus corpus, Trained trained) {
    TopicGold.Result r = trained.result();
    table.row(name, corpus.size(), r.similarity(), r.analogy(), r.synonym(), trained.seconds());
  }

  private void checks(Map<WordModel, Trained> all, Trained skipGram, Trained cbow, Trained random) {
    for (WordModel model : new WordModel[] {WordModel.SKIP_GRAM, WordModel.CBOW}) {
      TopicGold.Result result = at(all, model).result();
      report.check(Check.atLeast(model + ": similarity", result.similarity(), 0.85));
      report.check(Check.atLeast(model + ": analogies", result.analogy(), 0.90));
    }
    for (WordModel model :
        new WordModel[] {WordModel.ORDER, WordModel.LBL, WordModel.NNLM, WordModel.GLOVE}) {
      report.check(
          Check.atLeast(model + ": similarity", at(all, model).result().similarity(), 0.5));
    }
    report.check(
        Check.atLeast(
            "CW: similarity less that of random vectors", gap(at(all, WordModel.CW), random), 0.2));
    report.check(
        Check.atLeast("small text: similarity of skip-gram less CBOW's", gap(skipGram, cbow), 0.05)
            .note("both at rate 0.025"));
  }

  private static Trained at(Map<WordModel, Trained> all, WordModel model) {
    Trained trained = all.get(model);
    if (trained == null) {
      throw new IllegalStateException(model + " was not trained");
    }
    return trained;
  }
}
