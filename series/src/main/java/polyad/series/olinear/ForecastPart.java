package polyad.series.olinear;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.series.DLinear;
import polyad.series.ForecastTask;
import polyad.series.OrthoTrans;
import polyad.series.RepeatLast;
import polyad.series.RidgeLinear;
import polyad.tensor.TensorScope;

/** OLinear beside its baselines on one task, and what OrthoTrans does to the task's windows. */
final class ForecastPart {
  private static final int DAY = 24;
  private static final double RIDGE = 1e-3;

  private final OLinearExperiment.Config config;
  private final Run run;
  private final ForecastTask task;
  private final Contest contest;
  private final Report report;

  ForecastPart(OLinearExperiment.Config config, Run run, ForecastTask task) {
    this.config = config;
    this.run = run;
    this.task = task;
    contest = new Contest(run, task, config.training());
    report = run.report();
  }

  void report() throws Exception {
    decorrelation();
    forecasts();
  }

  private void decorrelation() throws Exception {
    report.section("OrthoTrans: decorrelated steps");
    OrthoTrans q = OrthoTrans.fit(task.trainRows(), task.context(), config.normalise());
    Decorrelation d =
        run.once(
            task.slug() + "-decorrelation",
            Decorrelation.class,
            () -> Decorrelation.measure(q, task.test()));
    report.table(
        Table.of("Correlation of the steps of test windows")
            .columns("steps", "mean |off-diagonal|")
            .row("of the window", d.before())
            .row("after OrthoTrans", d.after())
            .note(
                task.note()
                    + "; in training the first coordinate holds %.1f %% of the variance, %d of %d hold 90 %%"
                        .formatted(100 * d.firstShare(), d.coordinates(), task.context()))
            .build());
    double[] spectrum = q.eigenvalues();
    double[] index = new double[spectrum.length];
    for (int i = 0; i < index.length; i++) {
      index[i] = i + 1;
    }
    report.plot(
        new Plot.Lines(
            "Spectrum of the temporal correlation",
            Plot.Axis.linear("coordinate"),
            Plot.Axis.log("eigenvalue"),
            List.of(Plot.Curve.of(task.name(), index, spectrum))));
    report.check(Check.atMost("OrthoTrans: max |QQᵀ − I|", d.orthogonality(), 1e-8));
    if (config.normalise() == OrthoTrans.Normalise.PEARSON) {
      report.check(
          Check.atMost(
              "OrthoTrans: max |off-diagonal| of QΣQᵀ in training", d.trainResidual(), 1e-6));
    }
    if (!task.synthetic()) {
      report.check(
          Check.atLeast("OrthoTrans: fall of the mean |correlation| of test steps", d.fall(), 5));
    }
  }

  private void forecasts() throws Exception {
    report.section("OLinear and its baselines");
    List<Contest.Outcome> ours = new ArrayList<>();
    List<Contest.Outcome> plain = new ArrayList<>();
    List<Contest.Outcome> fixed = new ArrayList<>();
    OLinearConfig network = config.network(task.variates());
    boolean main =
        network.variant() == OLinearConfig.Variant.OLINEAR
            && network.mixer() == OLinearConfig.Mixer.NORMLIN
            && network.basis() == OLinearConfig.Basis.ORTHO;
    for (long seed : run.seeds(config.seeds())) {
      ours.add(seed == run.seed() ? first(network) : olinear("olinear", network, seed));
      if (main) {
        OLinearConfig noQ = network.withVariant(OLinearConfig.Variant.NO_Q);
        OLinearConfig c = network.withVariant(OLinearConfig.Variant.OLINEAR_C);
        plain.add(olinear("no-q", noQ, seed));
        fixed.add(olinear("olinear-c", c, seed));
      }
    }
    table(ours, plain, fixed);
    checks(ours);
    if (main) {
      claims(ours, plain, fixed);
    }
  }

  private Contest.Outcome olinear(String name, OLinearConfig network, long seed) throws Exception {
    return contest.olinear(name, network, config.normalise(), seed);
  }

  /** The first seed's model is also the run's model. */
  private Contest.Outcome first(OLinearConfig network) throws Exception {
    String key = task.slug() + "-olinear-seed" + run.seed();
    var facts =
        new OLinearForecaster.Facts(
            task.series().names(), task.scaler().mean(), task.scaler().sd());
    return run.once(
        key,
        Contest.Outcome.class,
        () ->
            contest.train(
                key,
                run.seed(),
                rng -> OLinearBuilder.build(network, task.trainRows(), config.normalise(), rng),
                trained -> {
                  try (var writer = run.model()) {
                    new OLinearForecaster((OLinear) trained, facts).write(writer, false);
                    writer.commit();
                  }
                }));
  }

  private void table(
      List<Contest.Outcome> ours, List<Contest.Outcome> plain, List<Contest.Outcome> fixed)
      throws Exception {
    int t = task.context();
    int h = task.horizon();
    Table.Builder table =
        Table.of("Errors on " + task.name())
            .columns("forecaster")
            .lower("MSE")
            .lower("MAE")
            .columns("parameters", "ms a step, with validation", "stable rank of mixing");
    row(table, "OLinear", ours);
    row(table, "OLinear without Q", plain);
    row(table, "OLinear-C", fixed);
    row(
        table,
        "DLinear",
        List.of(contest.trained("dlinear", run.seed(), rng -> new DLinear(t, h, 25, rng))));
    row(table, "ridge, closed form", List.of(contest.fixed("ridge", rng -> ridge())));
    row(
        table,
        "repeat the last day",
        List.of(contest.fixed("season", rng -> new RepeatLast(t, h, Math.min(DAY, t)))));
    row(table, "repeat the last step", List.of(contest.fixed("last", rng -> new RepeatLast(t, h))));
    report.table(table.note(task.note()).build());
  }

  private RidgeLinear ridge() {
    try (var _ = TensorScope.open()) {
      return RidgeLinear.fit(task.train(), RIDGE);
    }
  }

  private static void row(Table.Builder table, String name, List<Contest.Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return;
    }
    Contest.Outcome any = outcomes.getFirst();
    table.row(
        name,
        cell(values(outcomes, Contest.Outcome::mse)),
        cell(values(outcomes, Contest.Outcome::mae)),
        any.parameters(),
        any.millis() == 0 ? null : any.millis(),
        Double.isNaN(any.stableRank())
            ? null
            : cell(values(outcomes, Contest.Outcome::stableRank)));
  }

  /** A number alone, or the mean of several. */
  static Object cell(double[] values) {
    return values.length == 1 ? values[0] : Measurement.of("", values);
  }

  private void checks(List<Contest.Outcome> ours) {
    if (task.synthetic() || run.profile() == Profile.SMOKE) {
      return;
    }
    double mse = Measurement.of("", values(ours, Contest.Outcome::mse)).mean();
    double mae = Measurement.of("", values(ours, Contest.Outcome::mae)).mean();
    report.check(Check.atMost("OLinear on " + task.name() + ": MSE", mse, 0.395));
    report.check(Check.atMost("OLinear on " + task.name() + ": MAE", mae, 0.405));
  }

  private void claims(
      List<Contest.Outcome> ours, List<Contest.Outcome> plain, List<Contest.Outcome> fixed) {
    double[] own = values(ours, Contest.Outcome::mse);
    report.claim(
        Claim.lowerPaired(
            "orthotrans-in-olinear",
            "OrthoTrans lowers OLinear's error",
            own,
            values(plain, Contest.Outcome::mse),
            0));
    report.claim(
        Claim.lowerPaired(
                "olinear-c",
                "OLinear-C is nearly as good as OLinear (MSE at most 2 % higher)",
                values(fixed, Contest.Outcome::mse),
                own,
                -0.02 * Measurement.of("", own).mean())
            .note("the paper's tables differ by about 1 %"));
    report.claim(
        Claim.higherPaired(
            "rank",
            "OrthoTrans raises the rank of the mixing matrices",
            values(ours, Contest.Outcome::stableRank),
            values(plain, Contest.Outcome::stableRank),
            0));
  }

  static double[] values(List<Contest.Outcome> outcomes, ToDoubleFunction<Contest.Outcome> of) {
    return outcomes.stream().mapToDouble(of).toArray();
  }
}
