package polyad.completion.influence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** The paper's claims: DAIN against every other augmentation, what matters, and how it scales. */
final class InfluenceAugmentationExperiment
    implements Experiment<InfluenceAugmentationExperiment.Config> {
  /** How much to do. */
  record Config(
      @Describe("a tensor of your own instead of the generated one: .tns, .csv, .npy, ...")
          String tensor,
      @Describe("base model") NetworkConfig.Base base,
      @Describe("widths of MLP and NTM; the first is divisible by the number of modes")
          int[] layers,
      @Describe("rank of CoSTCo's embeddings, and its channels; 1 or more") int rank,
      @Describe("learning rate; above 0") double lr,
      @Describe("cells a step; 1 or more") int batch,
      @Describe("passes over the cells at most; 1 or more") int epochs,
      @Describe("epochs without gain before stopping; 1 or more") int patience,
      @Describe("augmented cells over training cells; above 0") double ratio,
      @Describe("how cells are judged; full and exact are slow") DainConfig.Influence influence,
      @Describe("which epochs count") InfluenceTracker.Checkpoints checkpoints,
      @Describe("what an epoch weighs") DainConfig.EpochWeight weight,
      @Describe("what makes an index likely") Sampling.Importance importance,
      @Describe("draw entities mode by mode, or whole observed cells") Sampling.Aggregate aggregate,
      @Describe("where new values come from") Sampling.Values values,
      @Describe("generated cells; 100 or more") int cells,
      @Describe("repetitions with other seeds; 1 or more") int seeds,
      @Describe("whether to run real data, the ablations and the scaling") boolean everything) {
    Config {
      ConfigChecks.atLeast("seeds", seeds, 1);
      ConfigChecks.atLeast("cells", cells, 100);
      layers = layers.clone();
    }

    DainConfig dain() {
      NetworkConfig network =
          new NetworkConfig(base, layers, rank, rank, CostcoModel.Layout.RANK_MAJOR, false);
      return new DainConfig(
          network,
          new TrainingOptions(lr, batch, epochs, patience),
          ratio,
          influence,
          checkpoints,
          weight,
          new Sampling(importance, aggregate, values),
          false,
          1);
    }

    boolean isPaper() {
      return tensor.isEmpty()
          && new Sampling(importance, aggregate, values).equals(Sampling.DAIN)
          && influence == DainConfig.Influence.TRACIN;
    }
  }

  @Override
  public Config config(Profile profile) {
    return switch (profile) {
      case SMOKE -> profile(2, 2, 2000, false);
      case QUICK -> profile(50, 4, 12_000, false);
      case FULL -> profile(50, 4, 12_000, true);
    };
  }

  private static Config profile(int epochs, int seeds, int cells, boolean everything) {
    return new Config(
        "",
        NetworkConfig.Base.MLP,
        new int[] {48, 128, 64},
        20,
        1e-3,
        256,
        epochs,
        10,
        0.5,
        DainConfig.Influence.TRACIN,
        InfluenceTracker.Checkpoints.ALL,
        DainConfig.EpochWeight.ONE,
        Sampling.Importance.INFLUENCE,
        Sampling.Aggregate.ENTITY,
        Sampling.Values.PREDICTOR,
        cells,
        seeds,
        everything);
  }

  @Override
  public void run(Config config, Run run) throws Exception {
    CompletionTask task =
        config.tensor().isEmpty()
            ? CompletionTask.generated(config.cells())
            : CompletionTask.ofFile(Path.of(config.tensor()));
    List<Contest.Outcome> outcomes = contest(config, run, task);
    ContestReport part = new ContestReport(run.report(), outcomes);
    removal(config, run, outcomes);
    sampling(run.report(), part);
    if (run.profile() != Profile.SMOKE && config.isPaper()) {
      checks(run.report(), part);
    }
    claims(run.report(), outcomes);
    if (config.everything()) {
      new FullPart(config.dain(), run, config.cells()).report();
    }
  }

  private static List<Contest.Outcome> contest(Config config, Run run, CompletionTask task)
      throws Exception {
    run.report().section("DAIN and its baselines");
    Contest contest = new Contest(run, task, config.dain());
    List<Contest.Outcome> outcomes = new ArrayList<>();
    for (long seed : run.seeds(config.seeds())) {
      outcomes.add(contest.seed(task.slug(), seed, true, true));
    }
    ContestReport part = new ContestReport(run.report(), outcomes);
    part.table(
        "Completion of held-out cells, %s".formatted(config.base().name().toLowerCase(Locale.ROOT)),
        task.note()
            + "; means over %d seeds, all augmentations with the same number of cells and the same last training"
                .formatted(outcomes.size()));
    part.importance("mode 1");
    return outcomes;
  }

  private static void removal(Config config, Run run, List<Contest.Outcome> outcomes) {
    Report report = run.report().section("Do important cells matter?");
    double[] full = outcomes.stream().mapToDouble(Contest.Outcome::fullMse).toArray();
    double[] important =
        outcomes.stream().mapToDouble(Contest.Outcome::withoutImportantMse).toArray();
    double[] random = outcomes.stream().mapToDouble(Contest.Outcome::withoutRandomMse).toArray();
    report.table(
        Table.of("Training without a tenth of the cells")
            .columns("left out")
            .columns("validation MSE")
            .row("nothing", Measurement.of("", full))
            .row("a random tenth", Measurement.of("", random))
            .row("the most important tenth", Measurement.of("", important))
            .build());
    double[] exact = outcomes.stream().mapToDouble(Contest.Outcome::exactCorrelation).toArray();
    report.text(
        "Rank correlation of the cells' importance with that of the exact influence function of the last layer: "
            + Measurement.of("", exact));
    if (run.profile() != Profile.SMOKE && config.isPaper()) {
      report.check(
          Check.atLeast(
              "A2: validation MSE without important over without random cells",
              Measurement.of("", important).mean() / Measurement.of("", random).mean(),
              1));
    }
    report.claim(
        Claim.higherPaired(
            "cell-importance",
            "cells of high influence matter more: leaving them out costs more than leaving out random ones (validation MSE)",
            important,
            random,
            0));
  }

  private static void sampling(Report report, ContestReport part) {
    report.section("Sampling");
    double[] p = part.chiSquare();
    Table.Builder table =
        Table.of("Drawn indexes against entity importance").columns("mode", "least p of the seeds");
    for (int k = 0; k < p.length; k++) {
      table.row(k + 1, p[k]);
      report.check(Check.atLeast("A3: chi-square p of mode " + (k + 1), p[k], 0.001));
    }
    report.table(table.note("Pearson's chi-square; rare entities put together").build());
  }

  private static void checks(Report report, ContestReport part) {
    String duplicate = Contest.name(Augmenter.Baseline.DUPLICATE);
    String replacement = Contest.name(Augmenter.Baseline.REPLACE_ENTITY);
    String random = Contest.name(Augmenter.Baseline.RANDOM);
    String frequency = Contest.name(Augmenter.Baseline.FREQUENCY);
    over(report, part, Contest.NONE, 0.985);
    over(report, part, duplicate, 0.985);
    over(report, part, replacement, 0.985);
    over(report, part, random, 1.01);
    over(report, part, frequency, 1.01);
  }

  private static void over(Report report, ContestReport part, String method, double bound) {
    report.check(
        Check.atMost(
            "test RMSE of DAIN over " + method, part.relative(Contest.DAIN, method), bound));
  }

  private static void claims(Report report, List<Contest.Outcome> outcomes) {
    report.section("The paper's claims");
    double[] dain = Contest.rmse(outcomes, Contest.DAIN);
    List<String> methods = new ArrayList<>(List.of(Contest.NONE, Contest.RETRAIN));
    for (Augmenter.Baseline baseline : Augmenter.Baseline.values()) {
      methods.add(Contest.name(baseline));
    }
    for (String method : methods) {
      report.claim(
          Claim.lowerPaired(
              "beats-" + method.replaceAll("[^a-z]+", "-"),
              "DAIN completes better than '" + method + "' (test RMSE)",
              dain,
              Contest.rmse(outcomes, method),
              0));
    }
  }
}
