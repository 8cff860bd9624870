package polyad.vision.align.study;

import java.util.ArrayList;
import java.util.List;
import polyad.catalog.Profile;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.vision.align.PairTrainer;

/** What more pairs give when as many of them are wrong and steps are equal. */
final class DataSizePart {
  private static final double[] SHARES = {0.1, 0.2, 0.4, 1};

  private final AlignExperiment.Config config;
  private final TowersConfig own;
  private final ShapesModels models;

  DataSizePart(AlignExperiment.Config config, TowersConfig own, ShapesModels models) {
    this.config = config;
    this.own = own;
    this.models = models;
  }

  void report() throws Exception {
    Report report = models.run().report();
    report.section("Numbers of pairs");
    RecallTable table = new RecallTable("Retrieval by the number of pairs", "pairs");
    List<Double> found = new ArrayList<>();
    for (double share : SHARES) {
      ShapesModels.Task task = task(share);
      ShapesModels.Score score = models.score(task);
      found.add(score.recall().mean());
      table.row("%,d".formatted(task.pairs()), score);
    }
    double[] recalls = found.stream().mapToDouble(Double::doubleValue).toArray();
    report.table(
        table.build(
            "%.0f %% wrong captions; %,d steps each, up to a pass"
                .formatted(
                    100 * config.noise(), PairTrainer.steps(config.pairs(), own.options()))));
    report.plot(
        new Plot.Lines(
            "R@1 by numbers of pairs, mean of both directions (synthetic)",
            Plot.Axis.log("share of the pairs"),
            Plot.Axis.linear("R@1"),
            List.of(Plot.Curve.of("ALIGN", SHARES, recalls))));
    if (models.run().profile() != Profile.SMOKE) {
      report.check(
          Check.atLeast("smallest gain of R@1 by more pairs, points", smallestRise(recalls), 0));
      report.claim(
          Claim.exact(
              "data-size",
              "at equal noise and steps more pairs find more: R@1 of all pairs less that of a"
                  + " tenth, points",
              100 * (recalls[recalls.length - 1] - recalls[0]),
              new Bound.AtLeast(0)));
    }
  }

  private ShapesModels.Task task(double share) {
    if (share == 1) {
      return ShapesModels.Task.of(ShapesModels.NOISY, config.pairs(), config.noise(), own);
    }
    // A small run has less than a batch in a tenth.
    int pairs = Math.max(own.options().batch(), (int) Math.round(share * config.pairs()));
    return ShapesModels.Task.of(
        "pairs-" + Math.round(100 * share), pairs, config.noise(), own.withEpochs(passes(pairs)));
  }

  /** As many steps as over all pairs. */
  private int passes(int pairs) {
    double steps = PairTrainer.steps(config.pairs(), own.options());
    int perPass = pairs / own.options().batch();
    return Math.toIntExact(Math.max(1, Math.round(steps / perPass)));
  }

  private static double smallestRise(double[] values) {
    double[] falling = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      falling[i] = -values[i];
    }
    return -NoisePart.largestRise(falling);
  }
}
