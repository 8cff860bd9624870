package polyad.vision.align.study;

import java.util.ArrayList;
import java.util.List;
import polyad.catalog.Profile;
import polyad.catalog.report.Check;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.vision.align.PairTrainer;

/** How much wrong captions cost, at equal numbers of pairs and steps. */
final class NoisePart {
  private static final double[] SHARES = {0, 0.1, 0.3, 0.5};

  private final AlignExperiment.Config config;
  private final TowersConfig own;
  private final ShapesModels models;

  NoisePart(AlignExperiment.Config config, TowersConfig own, ShapesModels models) {
    this.config = config;
    this.own = own;
    this.models = models;
  }

  void report() throws Exception {
    Report report = models.run().report();
    report.section("Wrong captions");
    RecallTable table = new RecallTable("Retrieval by the share of wrong captions", "wrong");
    List<Double> found = new ArrayList<>();
    for (double share : SHARES) {
      ShapesModels.Score score = models.score(task(share));
      found.add(score.recall().mean());
      table.row("%.0f %%".formatted(100 * share), score);
    }
    double[] recalls = found.stream().mapToDouble(Double::doubleValue).toArray();
    report.table(
        table.build(
            "%,d pairs and %,d steps each"
                .formatted(config.pairs(), PairTrainer.steps(config.pairs(), own.options()))));
    report.plot(
        new Plot.Lines(
            "R@1 by wrong captions, mean of both directions (synthetic)",
            Plot.Axis.linear("share of wrong captions"),
            Plot.Axis.linear("R@1"),
            List.of(Plot.Curve.of("ALIGN", SHARES, recalls))));
    if (models.run().profile() != Profile.SMOKE) {
      report.check(
          Check.atMost(
              "largest gain of R@1 by more wrong captions, points", largestRise(recalls), 2));
    }
  }

  private ShapesModels.Task task(double share) {
    String name = share == config.noise() ? ShapesModels.NOISY : "noise-" + Math.round(100 * share);
    return ShapesModels.Task.of(name, config.pairs(), share, own);
  }

  /** By how many points a value is above one before it at most. */
  static double largestRise(double[] values) {
    double rise = Double.NEGATIVE_INFINITY;
    for (int i = 0; i + 1 < values.length; i++) {
      rise = Math.max(rise, 100 * (values[i + 1] - values[i]));
    }
    return rise;
  }
}
