package polyad.embedding.optembed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.FieldLayout;

/** Real logs with all base models, ablations, and how the step grows with the table. */
final class FullPart {
  private static final double LEAST_SPARSITY = 0.4;
  private static final int[] SIZES = {10_000, 100_000, 1_000_000};

  private final OptEmbedExperiment.Config config;
  private final Run run;
  private final ClickTask planted;
  private final Report report;

  FullPart(OptEmbedExperiment.Config config, Run run, ClickTask planted) {
    this.config = config;
    this.run = run;
    this.planted = planted;
    report = run.report();
  }

  void report() throws Exception {
    List<ClickTask> logs = RealLogs.find(run.data(), run.officialProtocol(), run.seed());
    if (!logs.isEmpty()) {
      models(logs);
    } else {
      run.info("MovieLens and Frappe are not at hand: their part is left out");
    }
    for (ClickTask sample : RealLogs.samples(run.data(), run.officialProtocol(), run.seed())) {
      sample(sample);
    }
    ablations();
    scale();
  }

  private void models(List<ClickTask> logs) throws Exception {
    report.section("Real logs, all base models");
    List<Trial> trials = new ArrayList<>();
    for (ClickTask log : logs) {
      Table.Builder table = scores("Test scores on " + log.name());
      for (CtrModel model : CtrModel.values()) {
        Trial trial = new Contest(run, log, fit(log), run.seed()).trial(model);
        trials.add(trial);
        row(table, model, trial);
        report.check(
            Check.atLeast(
                "%s, %s: AUC less the base model's".formatted(log.name(), label(model)),
                trial.retrained().auc() - trial.base().auc(),
                -0.002));
      }
      report.table(
          table
              .note(log.note() + "; candidates of 60 % of the table's parameters at most")
              .build());
    }
    double better = trials.stream().filter(t -> t.retrained().auc() > t.base().auc()).count();
    report.check(
        Check.atLeast("models with an AUC above the base model's, of " + trials.size(), better, 3));
    report.check(
        Check.atLeast(
            "least sparsity on real logs",
            trials.stream().mapToDouble(Trial::sparsity).min().orElse(Double.NaN),
            LEAST_SPARSITY));
    report.claim(
        Claim.higherPaired(
            "real-logs",
            "the compact table further improves performance, over base models and real logs",
            trials.stream().mapToDouble(t -> t.retrained().auc()).toArray(),
            trials.stream().mapToDouble(t -> t.base().auc()).toArray(),
            0));
  }

  /**
   * The fit for a log of another size: candidates are at least as sparse as the check demands, and
   * thresholds, which rise by about alpha·tLr a step, rise as far in all epochs together as they do
   * on the planted log.
   */
  private OptEmbedConfig fit(ClickTask log) {
    long full = (long) log.train().layout().total() * config.fit().latentDim();
    double longer = (double) log.train().size() / planted.train().size();
    return config
        .fit()
        .withBudget((long) ((1 - LEAST_SPARSITY) * full))
        .withStrength(config.fit().l2(), config.fit().tLr() / longer);
  }

  private static Table.Builder scores(String title) {
    return Table.of(title)
        .columns("base model")
        .columns("base AUC", "supernet AUC", "retrained AUC", "less base")
        .columns("base log loss", "retrained log loss")
        .higher("sparsity")
        .columns("compact / full file");
  }

  private static void row(Table.Builder table, CtrModel model, Trial t) {
    table.row(
        label(model),
        t.base().auc(),
        t.supernet().auc(),
        t.retrained().auc(),
        t.retrained().auc() - t.base().auc(),
        t.base().logloss(),
        t.retrained().logloss(),
        t.sparsity(),
        (double) t.export().compactBytes() / t.export().fullBytes());
  }

  private static String label(CtrModel model) {
    return model.name().toLowerCase(Locale.ROOT);
  }

  /** A log too small to judge on: reported with a confidence interval. */
  private void sample(ClickTask log) throws Exception {
    Trial trial = new Contest(run, log, config.fit(), run.seed()).trial(config.model());
    Table.Builder table = scores("Test scores on " + log.name());
    row(table, config.model(), trial);
    double error = aucError(trial.retrained().auc(), log.test().labels());
    report.table(
        table
            .note(
                "%s; 95 %% interval of the AUC ± %.3f, so nothing is judged"
                    .formatted(log.note(), 1.96 * error))
            .build());
  }

  /** Standard error of an AUC (Hanley and McNeil, 1982). */
  private static double aucError(double auc, float[] labels) {
    double p = 0;
    for (float label : labels) {
      p += label;
    }
    double q = labels.length - p;
    double q1 = auc / (2 - auc) - auc * auc;
    double q2 = 2 * auc * auc / (1 + auc) - auc * auc;
    return Math.sqrt((auc * (1 - auc) + (p - 1) * q1 + (q - 1) * q2) / (p * q));
  }

  private void ablations() throws Exception {
    report.section("Ablations");
    OptEmbedConfig fit = config.fit();
    Map<String, OptEmbedConfig> forms = new LinkedHashMap<>();
    forms.put("all", fit);
    forms.put("none", fit.withMode(Pruning.Mode.NONE));
    forms.put("feature", fit.withMode(Pruning.Mode.FEATURE));
    forms.put("embed", fit.withMode(Pruning.Mode.EMBED));
    forms.put("all, retrained from scratch", fit.withRetrain(OptEmbedConfig.Retrain.SCRATCH));
    forms.put("all, not retrained", fit.withRetrain(OptEmbedConfig.Retrain.NONE));
    forms.put("all, a threshold a value", fit.withThreshold(OptEmbedConfig.Threshold.FEATURE));
    forms.put("all, pruned values share a row", fit.withPruned(Pruning.Pruned.OOV));
    Contest contest = new Contest(run, planted, fit, run.seed());
    Table.Builder table =
        Table.of("Forms of OptEmbed")
            .columns("form")
            .higher("AUC")
            .lower("log loss")
            .higher("sparsity");
    Map<String, Double> aucs = new LinkedHashMap<>();
    for (Map.Entry<String, OptEmbedConfig> form : forms.entrySet()) {
      String part = "form-" + form.getKey().replaceAll("[^a-z]+", "-");
      Contest.Outcome outcome = contest.variant(config.model(), part, form.getValue());
      aucs.put(form.getKey(), outcome.score().auc());
      table.row(
          form.getKey(), outcome.score().auc(), outcome.score().logloss(), outcome.sparsity());
    }
    report.table(table.note(planted.note()).build());
    double all = aucs.getOrDefault("all", Double.NaN);
    for (String mode : List.of("none", "feature", "embed")) {
      report.check(
          Check.atMost(
              "ablation: AUC of mode " + mode + " less that of all",
              aucs.getOrDefault(mode, Double.NaN) - all,
              0.003));
    }
  }

  private void scale() throws Exception {
    report.section("Step time and the size of the table");
    Table.Builder table =
        Table.of("A supernet step of DeepFM, D = " + config.fit().latentDim())
            .columns("values n")
            .lower("forward and backward, ms")
            .lower("dense Adam, ms")
            .higher("GB/s of Adam")
            .columns("whole step, ms");
    double[] n = new double[SIZES.length];
    double[] adam = new double[SIZES.length];
    double[] passes = new double[SIZES.length];
    for (int s = 0; s < SIZES.length; s++) {
      int size = SIZES[s];
      int steps = size > 500_000 ? 15 : 40;
      int field = size / 10;
      FieldLayout layout =
          FieldLayout.of(field, field, field, field, field, field, field, field, field, field);
      StepTiming timing =
          run.once(
              "scale-" + size,
              StepTiming.class,
              () -> StepTiming.measure(layout, CtrModel.DEEPFM, config.fit(), steps, run.seed()));
      n[s] = size;
      adam[s] = timing.adam();
      passes[s] = timing.passes();
      table.row(size, passes[s], adam[s], timing.gigabytes(), timing.supernet());
    }
    report.table(
        table
            .note(
                "medians; ten fields of one size, batch %d; the gradient is as large as the table"
                    .formatted(config.fit().batch()))
            .build());
    report.plot(
        new Plot.Lines(
            "Time of a step against the size of the table",
            Plot.Axis.log("values n"),
            Plot.Axis.log("ms"),
            List.of(
                Plot.Curve.of("dense Adam", n, adam),
                Plot.Curve.of("forward and backward", n, passes))));
  }
}
