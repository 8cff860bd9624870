package polyad.vision.align.study;

import polyad.catalog.Profile;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;

/** Fewer pairs of the batch as negatives, at equal batches and steps. */
final class NegativesPart {
  private final AlignExperiment.Config config;
  private final TowersConfig own;
  private final ShapesModels models;

  NegativesPart(AlignExperiment.Config config, TowersConfig own, ShapesModels models) {
    this.config = config;
    this.own = own;
    this.models = models;
  }

  void report() throws Exception {
    Report report = models.run().report();
    report.section("Negatives");
    ShapesModels.Score all = score(ShapesModels.NOISY, 1);
    ShapesModels.Score half = score("negatives-50", 2);
    ShapesModels.Score quarter = score("negatives-25", 4);
    report.table(
        new RecallTable("Retrieval by the share of the batch that is compared with", "share")
            .row("100 %", all)
            .row("50 %", half)
            .row("25 %", quarter)
            .build("batches of " + own.options().batch()));
    if (models.run().profile() != Profile.SMOKE) {
      report.check(
          Check.atMost(
              "R@1 with 25 % of the batch less that with all, points",
              difference(quarter, all), 0));
      report.check(
          Check.atMost(
              "R@1 with 50 % of the batch less that with all, points", difference(half, all), 0));
    }
  }

  private static double difference(ShapesModels.Score fewer, ShapesModels.Score all) {
    return 100 * (fewer.recall().mean() - all.recall().mean());
  }

  private ShapesModels.Score score(String name, int groups) throws Exception {
    return models.score(
        new ShapesModels.Task(
            name, config.pairs(), config.noise(), own, new GroupedLoss(own.loss(), groups)));
  }
}
