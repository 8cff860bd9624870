package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final int CLAIM_SEEDS = 3;
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
    int tagged = run.profile() == Profile.SMOKE ? 300 : 600;
    this.gold = new TopicGold(TopicSentences.DEFAULT, tagged, run.seed());
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
            .higher("names")
            .higher("forms")
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
                    + " with adagrad at 0.05, fewer passes; GloVe x_max 10; names: F1 of a window"
                    + " tagger with the vectors as features; forms: accuracy of one that starts"
                    + " from them")
            .build());
    gains(all, start);
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
    claims(small, large);
  }

  /** Gains over random vectors as shares of the best gain. */
  private void gains(Map<WordModel, Trained> all, Trained start) {
    Map<String, Double> none = start.result().byTask();
    GainRatio ratio =
        new GainRatio(none, all.values().stream().map(t -> t.result().byTask()).toList());
    Table.Builder table =
        Table.of("Performance gain ratio of the models, %").columns("model").higher("mean");
    none.keySet().forEach(table::higher);
    all.forEach(
        (model, trained) -> {
          Map<String, Double> scores = trained.result().byTask();
          List<Object> row = new ArrayList<>(List.of(model.name(), 100 * ratio.mean(scores)));
          none.keySet().forEach(task -> row.add(100 * ratio.of(scores, task)));
          table.row(row.toArray());
        });
    report.table(table.note("synthetic; (score − random) / (best − random)").build());
  }

  /** Guideline 1 over seeds: on the small text, and with the large one beside it. */
  private void claims(Corpus small, Corpus large) throws Exception {
    List<Long> seeds = run.seeds(run.profile() == Profile.SMOKE ? 1 : CLAIM_SEEDS);
    double[] skipGram = new double[seeds.size()];
    double[] cbow = new double[seeds.size()];
    double[] gap = new double[seeds.size()];
    double[] largeGap = new double[seeds.size()];
    boolean both = run.profile() == Profile.FULL;
    for (int s = 0; s < seeds.size(); s++) {
      skipGram[s] = similarity("small", small, WordModel.SKIP_GRAM, seeds.get(s));
      cbow[s] = similarity("small", small, WordModel.CBOW, seeds.get(s));
      gap[s] = skipGram[s] - cbow[s];
      if (both) {
        largeGap[s] =
            similarity("large", large, WordModel.SKIP_GRAM, seeds.get(s))
                - similarity("large", large, WordModel.CBOW, seeds.get(s));
      }
    }
    report.claim(
        Claim.higherPaired(
            "G1-simple",
            "on small text the simplest model, skip-gram, is best (against CBOW at its usual rate)",
            skipGram,
            cbow,
            0));
    if (both) {
      report.claim(
          Claim.higherPaired(
              "G1-catch-up",
              "with more text CBOW catches up: its distance to skip-gram on the small text against"
                  + " that on the large one",
              gap,
              largeGap,
              0));
    }
  }

  /** At word2vec's rates: 0.025, for CBOW twice that. */
  private double similarity(String name, Corpus corpus, WordModel model, long seed)
      throws Exception {
    double rate = model == WordModel.CBOW ? 2 * RATE : RATE;
    WordVectorOptions options =
        options(model).descent(WordVectorOptions.Descent.SGD, rate).seed(seed).build();
    return run.once(
        "claim-%s-%s-%d".formatted(name, model, seed),
        Double.class,
        () -> gold.similarity(WordVectors.train(corpus, options)));
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
    table.row(
        name,
        corpus.size(),
        r.similarity(),
        r.analogy(),
        r.synonym(),
        r.names(),
        r.forms(),
        trained.seconds());
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
