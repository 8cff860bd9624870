package polyad.vision.align.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.retrieval.FunnelPlan;
import polyad.tensor.Tensor;
import polyad.vision.align.DualEncoder;
import polyad.vision.align.NestedPairLoss;
import polyad.vision.align.PairData;

/** The loss on prefixes of the vectors too, and a funnel search over the index of the result. */
final class NestedPart {
  private final AlignExperiment.Config config;
  private final TowersConfig own;
  private final ShapesModels models;
  private final Run run;

  /** R@1 by prefix, and the funnel that the index chose. */
  record Result(double[] recall, String plan, double funnelRecall, double megaFlops) {}

  NestedPart(AlignExperiment.Config config, TowersConfig own, ShapesModels models) {
    this.config = config;
    this.own = own;
    this.models = models;
    this.run = models.run();
  }

  /** An eighth, a quarter, a half and all. */
  private int[] sizes() {
    return new int[] {own.dim() / 8, own.dim() / 4, own.dim() / 2, own.dim()};
  }

  void report() throws Exception {
    Report report = run.report();
    report.section("Nested vectors");
    Result plain = result("plain", task(ShapesModels.NOISY, false));
    Result nested = result("nested", task("noisy-nested", true));
    Table.Builder table = Table.of("R@1, mean of both directions, by prefix").columns("loss");
    for (int size : sizes()) {
      table.higher("first " + size);
    }
    report.table(
        table
            .row(row("on all numbers", plain.recall()))
            .row(row("on four prefixes", nested.recall()))
            .note(
                "synthetic, %d unseen combinations, %d draws, one seed"
                    .formatted(ShapesWorld.TEST, ShapesModels.DRAWS))
            .build());
    report.table(
        Table.of(
                "Texts among %,d pictures by the funnel that the index chose"
                    .formatted(config.gallery()))
            .columns("loss", "plan")
            .higher("recall@10 of exact search")
            .lower("million multiply-adds")
            .row("on all numbers", plain.plan(), plain.funnelRecall(), plain.megaFlops())
            .row("on four prefixes", nested.plan(), nested.funnelRecall(), nested.megaFlops())
            .note("plans are chosen by captions of the validation combinations")
            .build());
    if (run.profile() != Profile.SMOKE) {
      report.check(
          Check.atLeast("nested index: recall@10 of exact search", nested.funnelRecall(), 0.98));
      report.check(
          Check.that(
              "the shortest nested prefix finds more than the shortest plain one",
              nested.recall()[0] > plain.recall()[0]));
    }
  }

  private static Object[] row(String name, double[] recall) {
    List<Object> cells = new ArrayList<>();
    cells.add(name);
    for (double value : recall) {
      cells.add(value);
    }
    return cells.toArray();
  }

  private ShapesModels.Task task(String name, boolean nested) {
    var loss = own.loss();
    return new ShapesModels.Task(
        name,
        config.pairs(),
        config.noise(),
        own,
        nested ? new NestedPairLoss(loss, sizes()) : loss);
  }

  private Result result(String name, ShapesModels.Task task) throws Exception {
    return run.once(
        "prefixes-" + name,
        Result.class,
        () -> models.use(task, (model, training) -> measure(model)));
  }

  private Result measure(DualEncoder model) throws Exception {
    ShapesWorld world = models.world();
    float[][] gallery =
        Vectors.images(model, world.train(config.gallery(), 0).pixels()).toFloatMatrix();
    float[][] chooses = Vectors.texts(model, world.validation().tokens()).toFloatMatrix();
    float[][] queries = Vectors.texts(model, world.test().tokens()).toFloatMatrix();
    try (GalleryIndex index = new GalleryIndex(gallery, sizes())) {
      FunnelPlan plan = index.index().plan(chooses, 10);
      return new Result(
          recall(model),
          "%d, then %s of %s"
              .formatted(
                  plan.retrievalDim(),
                  Arrays.toString(plan.rerankDims()),
                  Arrays.toString(plan.shortlist())),
          index.recallAt10(queries, plan),
          plan.megaFlops(gallery.length));
    }
  }

  /** R@1 of each prefix. */
  private double[] recall(DualEncoder model) {
    int[] sizes = sizes();
    double[] recall = new double[sizes.length];
    for (int draw = 0; draw < ShapesModels.DRAWS; draw++) {
      PairData test = models.world().test(draw);
      Tensor images = Vectors.images(model, test.pixels());
      Tensor texts = Vectors.texts(model, test.tokens());
      for (int i = 0; i < sizes.length; i++) {
        recall[i] +=
            ShapesScores.recall(images.narrow(1, 0, sizes[i]), texts.narrow(1, 0, sizes[i])).mean()
                / ShapesModels.DRAWS;
      }
    }
    return recall;
  }
}
