package polyad.vision.align.study;

import java.io.IOException;
import java.util.Arrays;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.retrieval.FunnelPlan;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.DualEncoder;
import polyad.vision.align.PairData;

/** A cross-attention matcher that scores all pairs: what it finds, and how long a query takes. */
final class MatcherPart {
  private static final int ROUNDS = 7;

  /** Queries of the fast ways in a round; a single one would be told by the clock's noise. */
  private static final int FAST = 20;

  private static final String NAME = "matcher";

  private final AlignExperiment.Config config;
  private final TowersConfig own;
  private final ShapesModels models;
  private final Run run;

  /** Quality of the matcher. */
  record Quality(ShapesScores.Recall recall, long parameters) {}

  /** Median seconds of a query. */
  record Speed(double matcher, double scan, double index) {}

  MatcherPart(AlignExperiment.Config config, TowersConfig own, ShapesModels models) {
    this.config = config;
    this.own = own;
    this.models = models;
    this.run = models.run();
  }

  void report() throws Exception {
    Report report = run.report();
    report.section("Cross-attention");
    Quality quality = run.once("matcher-quality", Quality.class, this::quality);
    Speed speed = run.once("matcher-speed", Speed.class, this::speed);
    ShapesModels.Task noisy =
        ShapesModels.Task.of(ShapesModels.NOISY, config.pairs(), config.noise(), own);
    ShapesModels.Score dual = models.score(noisy);
    report.table(
        Table.of("Two towers against a matcher of every pair")
            .columns("model")
            .higher("R@1 image to text")
            .higher("R@1 text to image")
            .higher("queries/s")
            .columns("parameters")
            .row(
                row(
                    "cross-attention, all pairs",
                    quality.recall(),
                    speed.matcher(),
                    quality.parameters()))
            .row(row("two towers, all vectors", dual.recall(), speed.scan(), dual.parameters()))
            .row(row("two towers, index", dual.recall(), speed.index(), dual.parameters()))
            .note(
                "synthetic; recall among %d combinations, time of a text among %,d pictures whose"
                        .formatted(ShapesWorld.TEST, config.gallery())
                    + " vectors or places are at hand: encoding the text included, medians of %d"
                        .formatted(ROUNDS)
                    + " queries of the matcher and %d of each other in turn;"
                        .formatted(ROUNDS * FAST)
                    + " equal pairs and steps, the matcher with seven negatives a pair")
            .build());
    if (run.profile() != Profile.SMOKE) {
      report.check(
          Check.atLeast(
              "two towers and index: times faster a query than the matcher",
              speed.matcher() / speed.index(),
              50));
      report.claim(
          Claim.exact(
                  "cross-attention",
                  "two towers find more than a matcher with cross-attention: R@1, points",
                  100 * (dual.recall().mean() - quality.recall().mean()),
                  new Bound.AtLeast(0))
              .note("a small matcher, trained with seven negatives a pair"));
    }
  }

  private static Object[] row(
      String name, ShapesScores.Recall recall, double seconds, long parameters) {
    return new Object[] {name, recall.imageToText(), recall.textToImage(), 1 / seconds, parameters};
  }

  /** What is done with the matcher. */
  private interface Use<T> {
    T of(CrossAttentionMatcher model) throws Exception;
  }

  private <T> T use(Use<T> use) throws Exception {
    run.stopIfRequested();
    ShapesWorld world = models.world();
    MatcherTraining training = new MatcherTraining(run, own, world.tokenizer().vocabulary().size());
    try (CrossAttentionMatcher model = training.model()) {
      try (var _ = TensorScope.open()) {
        training.fit(NAME, world.train(config.pairs(), config.noise()), world.validation());
      }
      return use.of(model);
    }
  }

  private Quality quality() throws Exception {
    return use(
        model -> {
          ShapesScores.Recall sum = new ShapesScores.Recall(0, 0, 0, 0);
          for (int draw = 0; draw < ShapesModels.DRAWS; draw++) {
            try (var _ = TensorScope.open()) {
              sum = sum.plus(MatcherTraining.recall(model, models.world().test(draw)));
            }
          }
          return new Quality(sum.over(ShapesModels.DRAWS), model.parameterCount());
        });
  }

  private Speed speed() throws Exception {
    ShapesModels.Task noisy =
        ShapesModels.Task.of(ShapesModels.NOISY, config.pairs(), config.noise(), own);
    return use(matcher -> models.use(noisy, (dual, training) -> measure(matcher, dual)));
  }

  private Speed measure(CrossAttentionMatcher matcher, DualEncoder dual) throws IOException {
    ShapesWorld world = models.world();
    Tensor pixels = world.train(config.gallery(), 0).pixels();
    PairData queries = world.test();
    Tensor vectors = Vectors.images(dual, pixels); // [M, D]
    Tensor places = places(matcher, pixels); // [M, 16, d]
    float[][] gallery = vectors.toFloatMatrix();
    int width = gallery[0].length;
    FunnelPlan plan = FunnelPlan.single(width, 200);
    double[] byMatcher = new double[ROUNDS];
    double[] byScan = new double[ROUNDS * FAST];
    double[] byIndex = new double[ROUNDS * FAST];
    try (GalleryIndex index = new GalleryIndex(gallery, width)) {
      Query slow = q -> MatcherTraining.scores(matcher, places, queries, q);
      Query scan = q -> text(dual, queries, q).matmul(vectors.mT()).topk(10, 1, true);
      Query walk = q -> index.index().search(text(dual, queries, q).toFloatArray(), 10, plan);
      seconds(slow, 0);
      for (int q = 0; q < queries.size(); q++) { // warms up
        seconds(scan, q);
        seconds(walk, q);
      }
      for (int round = 0; round < ROUNDS; round++) {
        byMatcher[round] = seconds(slow, round);
        for (int i = 0; i < FAST; i++) {
          int at = round * FAST + i;
          byScan[at] = seconds(scan, at);
          byIndex[at] = seconds(walk, at);
        }
      }
    }
    return new Speed(median(byMatcher), median(byScan), median(byIndex));
  }

  private static Tensor text(DualEncoder dual, PairData queries, int query) {
    return Vectors.texts(dual, queries.tokens().narrow(query, 1)); // [1, D]
  }

  private static Tensor places(CrossAttentionMatcher matcher, Tensor pixels) {
    return Autograd.noGrad(
        () -> {
          Tensor[] parts = pixels.chunk(Math.ceilDiv((int) pixels.size(0), 500), 0);
          for (int i = 0; i < parts.length; i++) {
            parts[i] = matcher.pictures(parts[i]);
          }
          return Tensor.cat(0, parts);
        });
  }

  private interface Query {
    Object run(int number) throws IOException;
  }

  private static double seconds(Query query, int number) throws IOException {
    try (var _ = TensorScope.open()) {
      long start = System.nanoTime();
      query.run(number);
      return (System.nanoTime() - start) * 1e-9;
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
