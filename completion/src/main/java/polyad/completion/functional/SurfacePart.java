package polyad.completion.functional;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** Generated surfaces: against completers on grids, at unseen indexes, and whether errors fit. */
final class SurfacePart {
  private static final String GRID = "CP-ALS, 20 bins a mode";
  private static final int[] GRIDS = {10, 20, 40};
  private static final double VALIDATION = 0.1;

  private final Run run;
  private final int sweeps;
  private final int seeds;

  /**
   * What one tensor gave. Errors are those of the values without noise; what concerns intervals is
   * of the noisy test observations.
   *
   * @param rmse by method
   * @param seen of the method at seen indexes, unseen at others
   */
  record Outcome(
      Score noisy, Score otherNoisy, double seen, double unseen, Map<String, Double> rmse) {}

  SurfacePart(Run run, int sweeps, int seeds) {
    this.run = run;
    this.sweeps = sweeps;
    this.seeds = seeds;
  }

  void report() throws Exception {
    for (boolean tucker : new boolean[] {false, true}) {
      String form = tucker ? "tucker" : "cp";
      List<Outcome> outcomes = new ArrayList<>();
      for (long seed : run.seeds(seeds)) {
        outcomes.add(
            run.once(
                "surface-%s-seed%d".formatted(form, seed),
                Outcome.class,
                () -> outcome(tucker, seed)));
      }
      report(tucker, outcomes);
      functions(tucker, form);
    }
  }

  private FunBatConfig config(Observations train, boolean tucker) {
    double spread = train.deviation();
    MaternKernel kernel = new MaternKernel(2, 0.1, 1);
    return FunBatConfig.of(tucker, Collections.nCopies(3, 2), Collections.nCopies(3, kernel))
        .withNoisePrior(1e-3, 1e-3 * spread * spread)
        .withSweeps(sweeps);
  }

  private FunBatModel fit(boolean tucker, Observations train) {
    Observations.Split split = train.split(VALIDATION, run.seed());
    return FunBat.fit(
        split.train(), split.held(), config(split.train(), tucker), run.seed(), sweep -> {});
  }

  private Outcome outcome(boolean tucker, long seed) {
    Surface.Sample sample = new Surface(tucker, seed).draw();
    Observations train = sample.train();
    Observations truth = sample.truth();
    FunBatModel model = fit(tucker, train);
    FunBatModel other = fit(!tucker, train);
    Map<String, Double> rmse = new LinkedHashMap<>();
    rmse.put(name(tucker), truth.rmse(model.values(truth.t())));
    rmse.put(name(!tucker), truth.rmse(other.values(truth.t())));
    for (int bins : run.profile() == Profile.SMOKE ? new int[] {20} : GRIDS) {
      int[] grid = {bins, bins, bins};
      double[] cp = Baselines.cp(train, truth, grid, 2, seed);
      rmse.put("CP-ALS, %d bins a mode".formatted(bins), truth.rmse(cp));
      double[] core = Baselines.tucker(train, truth, grid, 2, seed);
      rmse.put("Tucker-ALS, %d bins a mode".formatted(bins), truth.rmse(core));
    }
    if (run.profile() != Profile.SMOKE) {
      double[] dense = Baselines.dense(train, truth, config(train, tucker).kernels(), seed);
      rmse.put("dense Gaussian process, 1,500 observations", truth.rmse(dense));
    }
    rmse.put("mean", truth.rmse(Baselines.mean(train, truth)));
    return new Outcome(
        Score.of(sample.test(), model),
        Score.of(sample.test(), other),
        sample.seen().rmse(model.values(sample.seen().t())),
        sample.unseen().rmse(model.values(sample.unseen().t())),
        rmse);
  }

  private static String name(boolean tucker) {
    return tucker ? "FunBaT, Tucker" : "FunBaT, CP";
  }

  private static double[] each(List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
    return outcomes.stream().mapToDouble(value).toArray();
  }

  private static Measurement mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
    return Measurement.of("", each(outcomes, value));
  }

  private static double[] rmse(List<Outcome> outcomes, String method) {
    return each(outcomes, o -> o.rmse().getOrDefault(method, Double.NaN));
  }

  private void report(boolean tucker, List<Outcome> outcomes) {
    String form = tucker ? "tucker" : "cp";
    Report report = run.report().section("Generated surfaces, " + form);
    Table.Builder table =
        Table.of("Test error, surface of form " + form)
            .columns("method")
            .lower("test RMSE")
            .columns("at seen indexes", "at unseen indexes", "coverage", "log loss");
    for (String method : outcomes.getFirst().rmse().keySet()) {
      Measurement rmse = Measurement.of("", rmse(outcomes, method));
      if (method.equals(name(tucker))) {
        table.row(
            method,
            rmse,
            mean(outcomes, Outcome::seen),
            mean(outcomes, Outcome::unseen),
            mean(outcomes, o -> o.noisy().coverage()),
            mean(outcomes, o -> o.noisy().logLoss()));
      } else if (method.equals(name(!tucker))) {
        table.row(
            method,
            rmse,
            null,
            null,
            mean(outcomes, o -> o.otherNoisy().coverage()),
            mean(outcomes, o -> o.otherNoisy().logLoss()));
      } else {
        table.row(method, rmse, null, null, null, null);
      }
    }
    report.table(
        table
            .note(
                "synthetic: surface, 2,500 observations with noise 0.05, a tenth of the indexes of each mode never in training; errors of 500 values without noise, coverage and log loss with it; %d tensors"
                    .formatted(outcomes.size()))
            .build());
    if (run.profile() != Profile.SMOKE) {
      checks(report, tucker, outcomes);
    }
    claims(report, tucker, outcomes);
  }

  private static void checks(Report report, boolean tucker, List<Outcome> outcomes) {
    String form = tucker ? "tucker" : "cp";
    double rmse = Measurement.of("", rmse(outcomes, name(tucker))).mean();
    double grid = Measurement.of("", rmse(outcomes, GRID)).mean();
    double seen = mean(outcomes, Outcome::seen).mean();
    double unseen = mean(outcomes, Outcome::unseen).mean();
    double coverage = mean(outcomes, o -> o.noisy().coverage()).mean();
    report.check(Check.atMost(form + ": test RMSE over " + GRID, rmse / grid, 0.35));
    report.check(Check.atMost(form + ": test RMSE over the noise", rmse / Surface.NOISE, 3));
    report.check(
        Check.atMost(form + ": RMSE at unseen over that at seen indexes", unseen / seen, 2));
    report.check(Check.between(form + ": coverage of 95 % intervals", coverage, 0.88, 0.995));
  }

  private static void claims(Report report, boolean tucker, List<Outcome> outcomes) {
    double[] ours = rmse(outcomes, name(tucker));
    for (String rival : List.of("CP", "Tucker")) {
      report.claim(
          Claim.lowerPaired(
              "%s-beats-%s".formatted(tucker ? "tucker" : "cp", rival.toLowerCase(Locale.ROOT)),
              "functions of continuous indexes complete better than %s-ALS, 20 bins a mode (test RMSE)"
                  .formatted(rival),
              ours,
              rmse(outcomes, rival + "-ALS, 20 bins a mode"),
              0));
    }
  }

  /** The learnt functions of the first tensor's first mode. */
  private void functions(boolean tucker, String form) {
    FunBatModel model = fit(tucker, new Surface(tucker, run.seed()).draw().train());
    run.report().plot(LatentPlot.of(model, 0, "Functions of mode 1, surface of form " + form));
  }
}
