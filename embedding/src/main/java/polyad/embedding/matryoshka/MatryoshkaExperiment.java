package polyad.embedding.matryoshka;

import static polyad.embedding.matryoshka.MatryoshkaConfig.Network.AUTO;
import static polyad.embedding.matryoshka.MatryoshkaConfig.Network.MLP;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import polyad.catalog.Describe;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.catalog.report.Verdict;
import polyad.embedding.Nesting;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** The paper's claims: nested prefixes against fixed-size models, the cascade, the funnel. */
final class MatryoshkaExperiment implements Experiment<MatryoshkaExperiment.Config> {
  /** How much to do; the nested sizes are also the sizes of the fixed models. */
  record Config(
      @Describe("nested sizes; rising") int[] nesting,
      @Describe("passes over the training data; 1 or more") int epochs,
      @Describe("repetitions with other seeds on the generated clusters; 1 or more") int seeds,
      @Describe("generated training rows; 400 or more") int clusterRows,
      @Describe("peak learning rate on generated rows; above 0") double clusterLearningRate,
      @Describe("label smoothing on generated rows; 0 to 1") double clusterLabelSmoothing,
      @Describe("training images of Fashion-MNIST; 0 leaves it out") int fashionRows,
      @Describe("repetitions on Fashion-MNIST; 1 or more") int fashionSeeds,
      @Describe("encoder of images: auto, mlp or cnn") MatryoshkaConfig.Network network,
      @Describe("whether to run Omniglot and the long-tail, contrastive and masked-LM parts")
          boolean everything,
      @Describe("vectors in the timed index; 0 leaves it out") int indexRows,
      @Describe("dimension of the timed index; above 32") int indexDimension) {
    /** Checks the counts. */
    Config {
      nesting = new Nesting(nesting).sizes();
      if (epochs < 1 || seeds < 1 || fashionSeeds < 1) {
        throw new IllegalArgumentException("epochs, seeds, fashionSeeds: allowed 1 or more");
      }
      if (clusterRows < 400) {
        throw new IllegalArgumentException(
            "clusterRows is " + clusterRows + ", allowed: 400 or more");
      }
      if (indexDimension <= 32) {
        throw new IllegalArgumentException(
            "indexDimension is " + indexDimension + ", allowed: above 32");
      }
    }

    MatryoshkaConfig model() {
      return MatryoshkaConfig.defaults().with(nesting, false).with(network, epochs);
    }
  }

  @Override
  public Config config(Profile profile) {
    int[] sizes = MatryoshkaConfig.defaults().nesting();
    return switch (profile) {
      case SMOKE ->
          new Config(new int[] {4, 16, 64}, 2, 1, 1500, 5e-3, 0, 0, 1, MLP, false, 1500, 64);
      case QUICK -> new Config(sizes, 12, 3, 9000, 5e-3, 0, 10_000, 2, MLP, false, 50_000, 512);
      case FULL -> new Config(sizes, 12, 3, 9000, 5e-3, 0, 20_000, 1, AUTO, true, 500_000, 512);
    };
  }

  @Override
  public void run(Config config, Run run) throws Exception {
    Report report = run.report();
    MatryoshkaConfig model = config.model();
    int test = Math.max(200, config.clusterRows() / 3);
    try (var _ = TensorScope.open()) {
      Examples clusters = Examples.clusters(config.clusterRows(), test, run.seed());
      MatryoshkaConfig settled =
          model.with(config.clusterLearningRate(), config.clusterLabelSmoothing());
      List<Contest.Scores> scores = contest(run, clusters, settled, config.seeds());
      DataSetReport generated = new DataSetReport(report, clusters, model.sizes(), scores);
      generated.describe();
      if (run.profile() != Profile.SMOKE) {
        generated.checks(true);
        generated.claims();
      }
      Optional<Examples> fashion =
          config.fashionRows() == 0
              ? Optional.empty()
              : Examples.fashionMnist(run.data(), config.fashionRows(), 2000);
      if (fashion.isPresent()) {
        List<Contest.Scores> real = contest(run, fashion.get(), model, config.fashionSeeds());
        DataSetReport images = new DataSetReport(report, fashion.get(), model.sizes(), real);
        images.describe();
        images.checks(false);
        images.claims();
        saveModel(run, fashion.get(), model);
      } else {
        run.info("fashion-mnist is not at hand or not asked for: generated data only");
        saveModel(run, clusters, settled);
      }
      if (config.everything()) {
        new FullParts(run, model).report();
      }
    }
    if (config.indexRows() > 0) {
      index(config, run);
    }
    paperClaims(report);
  }

  private static List<Contest.Scores> contest(
      Run run, Examples examples, MatryoshkaConfig model, int seeds) throws Exception {
    List<Contest.Scores> scores = new ArrayList<>();
    for (long seed : run.seeds(seeds)) {
      String name = examples.name().replace(' ', '-') + "-scores-seed" + seed;
      boolean probes = scores.isEmpty();
      scores.add(
          run.once(
              name,
              Contest.Scores.class,
              () -> new Contest(run, examples, model, seed).compete(probes)));
    }
    return scores;
  }

  /**
   * Leaves the first seed's nested model as the run's model, its cascade fitted on the test rows,
   * which it was not trained on.
   */
  private static void saveModel(Run run, Examples examples, MatryoshkaConfig config)
      throws Exception {
    int width = examples.dimension();
    double[] mean = new double[width];
    double[] sd = new double[width];
    Arrays.fill(mean, examples.mean());
    Arrays.fill(sd, examples.sd());
    List<String> classes = new ArrayList<>();
    for (int c = 0; c < examples.classes(); c++) {
      classes.add(String.valueOf(c));
    }
    try (var _ = TensorScope.open();
        var writer = run.model();
        MatryoshkaModel nested = new Contest(run, examples, config, run.seed()).nested()) {
      Tensor held = nested.transform(examples.test().x(), config.sizes().dimension());
      double[] thresholds =
          Cascade.fit(
                  config.sizes(),
                  nested.probabilities(held),
                  examples.test().labels(),
                  Cascade.Grid.PAPER)
              .thresholds();
      var facts = new TrainedMatryoshka.Facts(classes, mean, sd, examples.image(), thresholds);
      new TrainedMatryoshka(nested, config, facts).write(writer);
      writer.commit();
    }
  }

  private static void index(Config config, Run run) throws Exception {
    IndexTiming.Result r =
        run.once(
            "index-timing",
            IndexTiming.Result.class,
            () ->
                new IndexTiming(run, config.indexRows(), config.indexDimension())
                    .measure(run.seed()));
    Report report = run.report().section("Index");
    IndexTiming.Point funnel = r.enough(r.funnel());
    IndexTiming.Point whole = r.enough(r.whole());
    report.table(
        Table.of("Queries a second, one thread, measured in turns")
            .columns("search", "candidates")
            .higher("queries/s")
            .higher("recall@10")
            .row(
                "graph on 32 + re-rank", funnel.candidates(), 1 / funnel.seconds(), funnel.recall())
            .row("graph on all dimensions", whole.candidates(), 1 / whole.seconds(), whole.recall())
            .row("exact scan", null, 1 / r.exactSeconds(), 1.0)
            .note(
                String.format(
                    Locale.ROOT,
                    "%,d generated vectors of %d dimensions",
                    config.indexRows(),
                    config.indexDimension()))
            .build());
    if (run.profile() == Profile.SMOKE) {
      return;
    }
    report.check(Check.atLeast("index: recall@10 of the funnel", funnel.recall(), 0.95));
    report.check(
        Check.atLeast(
            "index: queries/s of the funnel over an exact scan",
            r.exactSeconds() / funnel.seconds(),
            10));
    report.check(
        Check.atMost(
            "index: bytes of the short graph's files over whole vectors' bytes",
            (double) r.graphBytes() / r.wholeVectorBytes(),
            0.125));
    report.claim(
        new Claim(
            "index",
            "graph on 32 dimensions + re-rank is at least 1.5 times as fast as the whole graph",
            whole.seconds() / funnel.seconds() >= 1.5 ? Verdict.CONFIRMED : Verdict.NOT_CONFIRMED,
            Measurement.of("queries/s", 1 / funnel.seconds()),
            Measurement.of("queries/s", 1 / whole.seconds()),
            "median of five interleaved rounds, both at a recall of 0.95 or more"));
  }

  private static void paperClaims(Report report) {
    report.section("Claims that need other data");
    report.claim(
        Claim.notTestable(
            "imagenet",
            "up to 14 times smaller and faster at the accuracy of a 2048-wide ResNet50",
            "ImageNet-1K is not at hand; the same comparison on the data above"));
  }

  /** A curve over sizes, for plots. */
  static Plot.Curve curve(
      String name,
      Nesting nesting,
      List<Contest.Scores> scores,
      Function<Contest.Scores, double[]> f) {
    double[] x = Arrays.stream(nesting.sizes()).asDoubleStream().toArray();
    double[] y = new double[x.length];
    for (Contest.Scores s : scores) {
      for (int g = 0; g < y.length; g++) {
        y[g] += f.apply(s)[g] / scores.size();
      }
    }
    return Plot.Curve.of(name, x, y);
  }
}
