package polyad.series.olinear;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import polyad.catalog.JobException;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.series.ForecastTask;
import polyad.series.ForecastTraining;
import polyad.series.RepeatLast;

/**
 * The official width on ETTh1, then ETTm1, illness and exchange rates, and the table of ablations.
 */
final class FullPart {
  private final OLinearExperiment.Config config;
  private final Run run;
  private final Report report;

  FullPart(OLinearExperiment.Config config, Run run) {
    this.config = config;
    this.run = run;
    report = run.report();
  }

  void report() throws Exception {
    Optional<ForecastTask> ett =
        ForecastTask.ettHour(run.data(), config.seqLen(), config.predLen());
    if (ett.isPresent()) {
      officialWidth(ett.get());
      ablations(ett.get());
    }
    Optional<ForecastTask> minutes = ForecastTask.ettMinute(run.data(), 96, 96);
    if (minutes.isPresent()) {
      minutes(minutes.get());
    }
    Optional<ForecastTask> illness = ForecastTask.illness(run.data(), 36, 24);
    if (illness.isPresent()) {
      illness(illness.get());
    }
    Optional<ForecastTask> exchange = ForecastTask.exchange(run.data(), 96, 96);
    if (exchange.isPresent()) {
      exchange(exchange.get());
    }
    if (ett.isEmpty() || minutes.isEmpty() || illness.isEmpty() || exchange.isEmpty()) {
      run.info(
          "some of ETTh1, ETTm1, illness and exchange-rate are not at hand: their parts are left out");
    }
  }

  private ForecastTraining training(int epochs) {
    return new ForecastTraining(
        epochs, 32, 5e-4, ForecastTraining.Decay.HALVE, 0, config.lossAlpha());
  }

  private Contest.Outcome train(Contest contest, String name, OLinearConfig network)
      throws Exception {
    return contest.olinear(name, network, config.normalise(), run.seed());
  }

  private void officialWidth(ForecastTask task) throws Exception {
    report.section("The official width: D = 512, d = 16");
    OLinearConfig wide = OLinearConfig.of(task.context(), task.horizon(), task.variates());
    Contest one = new Contest(run, task, training(1));
    Contest two = new Contest(run, task, training(2));
    Contest.Outcome ours = train(one, "wide-olinear-1", wide);
    Contest.Outcome noQ = train(one, "wide-no-q-1", wide.withVariant(OLinearConfig.Variant.NO_Q));
    Contest.Outcome attention =
        train(
            one,
            "wide-attention-1",
            wide.withParts(OLinearConfig.Mixer.ATTENTION, OLinearConfig.Temporal.LINEAR));
    Contest.Outcome longer = train(two, "wide-olinear-2", wide);
    Table.Builder table = errors("Official width on " + task.name());
    row(table, "OLinear, 1 epoch", ours);
    row(table, "OLinear without Q, 1 epoch", noQ);
    row(table, "OLinear with self-attention, 1 epoch", attention);
    row(table, "OLinear, 2 epochs, best on validation", longer);
    report.table(table.note(task.note()).build());
    report.check(Check.atMost("official width, 2 epochs: MSE", longer.mse(), 0.392));
    report.check(Check.atMost("official width, 2 epochs: MAE", longer.mae(), 0.405));
    report.check(
        Check.atMost("official width, 1 epoch: MSE over no-q's", ours.mse() / noQ.mse(), 1.01));
    report.check(
        Check.atMost(
            "official width, 1 epoch: MSE over attention's", ours.mse() / attention.mse(), 1.01));
  }

  private void ablations(ForecastTask task) throws Exception {
    report.section("Ablations");
    OLinearConfig small =
        OLinearConfig.of(task.context(), task.horizon(), task.variates())
            .withSize(128, 4, 2, config.dropout());
    Contest contest = new Contest(run, task, training(2));
    Map<String, OLinearConfig> forms = forms(small);
    Table.Builder table = errors("Ablations on " + task.name() + ", D = 128, d = 4, 2 epochs");
    double best = Double.POSITIVE_INFINITY;
    double full = Double.NaN;
    for (Map.Entry<String, OLinearConfig> form : forms.entrySet()) {
      Contest.Outcome outcome =
          tried(
              contest,
              "ablation-" + form.getKey().replaceAll("[^a-zA-Z0-9]+", "-"),
              form.getValue());
      row(table, form.getKey(), outcome);
      best = Double.isNaN(outcome.mse()) ? best : Math.min(best, outcome.mse());
      full = Double.isNaN(full) ? outcome.mse() : full;
    }
    report.table(table.note(task.note() + "; variates + steps; NaN is a failed row").build());
    report.check(Check.atMost("ablations: MSE of OLinear over the best row's", full / best, 1.03));
  }

  /** A training that may diverge, as those in polynomial bases do: a row of NaN then. */
  private Contest.Outcome tried(Contest contest, String name, OLinearConfig network)
      throws Exception {
    try {
      return train(contest, name, network);
    } catch (JobException diverged) {
      run.info(name + " failed: " + diverged);
      return new Contest.Outcome(Double.NaN, Double.NaN, 0, 0, Double.NaN);
    }
  }

  /** The paper's nine pairs, OLinear first, then other mixers and bases. */
  private static Map<String, OLinearConfig> forms(OLinearConfig small) {
    Map<String, OLinearConfig> forms = new LinkedHashMap<>();
    OLinearConfig.Mixer normLin = OLinearConfig.Mixer.NORMLIN;
    OLinearConfig.Mixer linear = OLinearConfig.Mixer.LINEAR;
    OLinearConfig.Mixer none = OLinearConfig.Mixer.NONE;
    OLinearConfig.Temporal steps = OLinearConfig.Temporal.LINEAR;
    OLinearConfig.Temporal positive = OLinearConfig.Temporal.NORMLIN;
    OLinearConfig.Temporal still = OLinearConfig.Temporal.NONE;
    forms.put("NormLin + linear", small);
    forms.put("linear + linear", small.withParts(linear, steps));
    forms.put("none + linear", small.withParts(none, steps));
    forms.put("NormLin + NormLin", small.withParts(normLin, positive));
    forms.put("linear + NormLin", small.withParts(linear, positive));
    forms.put("none + NormLin", small.withParts(none, positive));
    forms.put("NormLin + none", small.withParts(normLin, still));
    forms.put("linear + none", small.withParts(linear, still));
    forms.put("attention + linear", small.withParts(OLinearConfig.Mixer.ATTENTION, steps));
    forms.put("enhanced + linear", small.withParts(OLinearConfig.Mixer.ENHANCED, steps));
    forms.put("no change of basis", small.withVariant(OLinearConfig.Variant.NO_Q));
    for (OLinearConfig.Basis basis : OLinearConfig.Basis.values()) {
      if (basis != OLinearConfig.Basis.ORTHO) {
        forms.put("basis " + basis.name().toLowerCase(Locale.ROOT), small.withBasis(basis));
      }
    }
    return forms;
  }

  private void minutes(ForecastTask task) throws Exception {
    report.section("ETTm1");
    OLinearConfig network =
        OLinearConfig.of(task.context(), task.horizon(), task.variates()).withSize(128, 4, 2, 0.1);
    Contest contest = new Contest(run, task, training(2));
    table(task, train(contest, "olinear", network), last(contest, task));
    report.text(
        "The paper's average over four horizons, official width, fully tuned: 0.374/0.377.");
  }

  private void illness(ForecastTask task) throws Exception {
    report.section("Illness");
    OLinearConfig network =
        OLinearConfig.of(task.context(), task.horizon(), task.variates()).withSize(512, 16, 2, 0);
    var training =
        new ForecastTraining(5, 4, 1e-4, ForecastTraining.Decay.TYPE3, 10, config.lossAlpha());
    Contest contest = new Contest(run, task, training);
    Contest.Outcome ours = train(contest, "olinear", network);
    Contest.Outcome last = last(contest, task);
    table(task, ours, last);
    report.check(Check.atMost("ILI: MSE of OLinear", ours.mse(), Math.nextDown(2.6)));
    report.check(
        Check.atMost("ILI: MSE of OLinear over repeat-last's", ours.mse() / last.mse(), 1));
  }

  private void exchange(ForecastTask task) throws Exception {
    report.section("Exchange rates");
    OLinearConfig network = OLinearConfig.of(task.context(), task.horizon(), task.variates());
    var training =
        new ForecastTraining(5, 32, 1e-4, ForecastTraining.Decay.HALVE, 0, config.lossAlpha());
    Contest contest = new Contest(run, task, training);
    Contest.Outcome ours = train(contest, "olinear", network);
    table(task, ours, last(contest, task));
    report.check(Check.atMost("exchange-rate: MSE of OLinear", ours.mse(), 0.10));
  }

  private static Contest.Outcome last(Contest contest, ForecastTask task) throws Exception {
    return contest.fixed("last", rng -> new RepeatLast(task.context(), task.horizon()));
  }

  private void table(ForecastTask task, Contest.Outcome ours, Contest.Outcome last) {
    Table.Builder table = errors("Errors on " + task.name());
    row(table, "OLinear", ours);
    row(table, "repeat the last step", last);
    report.table(table.note(task.note()).build());
  }

  private static Table.Builder errors(String title) {
    return Table.of(title)
        .columns("forecaster")
        .lower("MSE")
        .lower("MAE")
        .columns("ms a step, with validation");
  }

  private static void row(Table.Builder table, String name, Contest.Outcome outcome) {
    table.row(name, outcome.mse(), outcome.mae(), outcome.millis() == 0 ? null : outcome.millis());
  }
}
