package polyad.text.matryoshka2d;

import java.nio.file.Path;
import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Experiment;
import polyad.catalog.PeakMemory;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.tensor.TensorScope;
import polyad.text.Pooling;
import polyad.text.SentenceEncoder;
import polyad.text.TokenizedTexts;

/** The paper's claims: one encoder for every depth and width, beside MRL and single encoders. */
final class Matryoshka2dExperiment implements Experiment<Matryoshka2dExperiment.Config> {
  /** How much to do. */
  record Config(
      @Describe("layers N of the encoders; 2 or more") int layers,
      @Describe("width D on the language of paraphrases; above 8") int hidden,
      @Describe("steps of 48 triples; 10 or more") int steps,
      @Describe("generated test pairs; 50 or more") int testPairs,
      @Describe("repetitions of full-only, MRL and 2DMSE; 1 or more") int seeds,
      @Describe("repetitions on SNLI and the STS benchmark; 0 leaves them out") int realSeeds,
      @Describe("passes over the triples of SNLI; 1 or more") int realEpochs,
      @Describe("whether to run the trainings with parts left out") boolean ablate,
      @Describe("whether to run transfer tasks and the index") boolean everything) {
    /** Checks the counts. */
    Config {
      ConfigChecks.atLeast("layers", layers, 2);
      ConfigChecks.atLeast("hidden", hidden, 9);
      ConfigChecks.atLeast("steps", steps, 10);
      ConfigChecks.atLeast("testPairs", testPairs, 50);
      ConfigChecks.atLeast("seeds", seeds, 1);
      ConfigChecks.atLeast("realSeeds", realSeeds, 0);
      ConfigChecks.atLeast("realEpochs", realEpochs, 1);
    }

    EncoderShape shape() {
      return new EncoderShape(layers, hidden, 4, 2 * hidden, 16, Pooling.AVG, 0, 0.1);
    }
  }

  private static final int BATCH = 48;
  private static final int TIMED = 512;

  @Override
  public Config config(Profile profile) {
    return switch (profile) {
      case SMOKE -> new Config(3, 16, 12, 100, 1, 0, 1, false, false);
      case QUICK -> new Config(4, 32, 400, 1000, 2, 2, 1, false, false);
      case FULL -> new Config(6, 64, 400, 2000, 2, 2, 1, true, true);
    };
  }

  @Override
  public void run(Config config, Run run) throws Exception {
    Report report = run.report();
    try (var _ = TensorScope.open()) {
      language(config, run);
      if (config.realSeeds() > 0) {
        new RealPart(run, config).report();
      }
      if (config.everything()) {
        new IndexPart(run, contest(config, run, run.seed())).report();
      }
    }
    report.section("Claims that need other models");
    report.claim(
        Claim.notTestable(
            "bert-base",
            "BERT-base on MultiNLI and SNLI: mean Spearman over seven STS sets 82.65 (2DMSE),"
                + " 82.57 (MRL), 82.37 (AnglE)",
            "the pretrained BERT and the training sets are not at hand; the same comparison from"
                + " scratch above"));
  }

  /** The comparison with one seed; the language is drawn from the same seed. */
  private static Contest contest(Config config, Run run, long seed) {
    Examples examples = Examples.language(config.steps() * BATCH, config.testPairs(), seed);
    TrainingOptions training = TrainingOptions.defaults().withBatchSize(BATCH);
    return new Contest(run, examples, config.shape(), new ContrastiveLoss(), training, seed);
  }

  private static void language(Config config, Run run) throws Exception {
    Report report =
        run.report()
            .section("Paraphrase language (synthetic)")
            .text(
                "100·Spearman of cosine and the number of roles that two sentences share, at layer n"
                    + " and width d. Width 4 is in no training.");
    GridReport grids = new GridReport(report);
    for (long seed : run.seeds(config.seeds())) {
      Contest contest = contest(config, run, seed);
      for (Contestant contestant : List.of(Contestant.FULL, Contestant.MRL, Contestant.TWO_D)) {
        grids.add(contestant, contest.grid(contestant));
      }
    }
    Contest first = contest(config, run, run.seed());
    grids.add(Contestant.MRL_ALL, first.grid(Contestant.MRL_ALL));
    if (config.ablate()) {
      for (Contestant contestant :
          List.of(Contestant.NO_KL, Contestant.NO_LAYERS, Contestant.NO_DIMS)) {
        grids.add(contestant, first.grid(contestant));
      }
    }
    grids.add("separately trained encoders", first.separate());
    grids.add("full-only, PCA", first.pca());
    grids.describe("100·Spearman");
    boolean judged = run.profile() != Profile.SMOKE;
    if (judged) {
      grids.checks();
      grids.claims("language");
    }
    if (config.ablate() && judged) {
      grids.ablations();
    }
    cost(run, first, judged);
    if (config.everything()) {
      memory(run, first);
    }
  }

  /** Most memory of each depth, where the system counts it. */
  private static void memory(Run run, Contest contest) throws Exception {
    if (!PeakMemory.isAvailable()) {
      run.info("this system does not count resident memory: the memory of depth is left out");
      return;
    }
    long[] bytes =
        run.once(
            "depth-memory",
            long[].class,
            () ->
                DepthMemory.measure(
                    run.directory().path().resolve("wide-encoder"), contest.tokenizer()));
    Table.Builder table =
        Table.of("Most memory of opening n layers and embedding")
            .columns("layer n")
            .lower("MiB")
            .note(
                "12 layers of width 256, random weights, 512 sentences of 14 tokens; resident pages"
                    + " by Linux's high-water mark, each depth in a process of its own; MRL always"
                    + " pays for the last row");
    for (int n = 0; n < bytes.length; n++) {
      table.row(n, bytes[n] / (double) (1 << 20));
    }
    run.report().table(table.build());
  }

  /** Times the method's encoder at every depth, and leaves it as the run's model. */
  private static void cost(Run run, Contest contest, boolean judged) throws Exception {
    Report report = run.report().section("Cost of depth");
    try (SentenceEncoder encoder = contest.train(Contestant.TWO_D);
        var writer = run.model()) {
      TrainedMatryoshka2d.of(encoder, contest.trainedDims()).write(writer);
      writer.commit();
      List<String> sentences = contest.testSentences();
      TokenizedTexts texts =
          encoder.tokenize(sentences.subList(0, Math.min(TIMED, sentences.size())));
      DepthCost cost =
          run.once("depth-cost", DepthCost.class, () -> DepthCost.measure(encoder, texts));
      Table.Builder table =
          Table.of("What n layers cost")
              .columns("layer n")
              .lower("ms a sentence")
              .lower("parameters read")
              .note(
                  "processor time of one thread, best of nine rounds over "
                      + texts.size()
                      + " sentences; MRL always pays for the last row");
      for (int n = 0; n <= cost.layers(); n++) {
        table.row(n, cost.milliseconds()[n], cost.parameters()[n]);
      }
      report.table(table.build());
      counted(run, report, encoder);
      if (judged) {
        report.check(
            Check.atMost(
                "time of n layers over 1.15·(n/N)·time(N) + time of the embeddings, worst n",
                cost.worstShare(),
                1));
        report.claim(
            Claim.exact(
                "speed",
                "half of the layers are about twice as fast as all (1.6 times or more)",
                cost.halfSpeedUp(),
                new Bound.AtLeast(1.6)));
      }
    }
  }

  /** Counts what is really read of the run's model at each depth. */
  private static void counted(Run run, Report report, SentenceEncoder encoder) throws Exception {
    Path folder = run.directory().model();
    boolean equal = true;
    for (int n = 0; n <= encoder.layers(); n++) {
      try (SentenceEncoder cut = SentenceEncoder.load(folder, n)) {
        equal &= cut.parameterCount() == encoder.transformer().parameterCount(n);
      }
    }
    report.check(Check.that("a model opened at n layers holds no later layer's parameters", equal));
  }
}
