package polyad.embedding.optembed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** OptEmbed and its baselines on draws of the planted log. */
final class PlantedPart {
  private final OptEmbedExperiment.Config config;
  private final Run run;
  private final Report report;
  private final List<ClickTask> tasks;
  private final List<Trial> trials = new ArrayList<>();

  PlantedPart(OptEmbedExperiment.Config config, Run run, List<ClickTask> tasks) {
    this.config = config;
    this.run = run;
    this.tasks = tasks;
    report = run.report();
  }

  void report() throws Exception {
    List<Long> seeds = run.seeds(config.draws());
    for (int s = 0; s < tasks.size(); s++) {
      trials.add(contest(s, seeds.get(s)).trial(config.model()));
    }
    report.section("%s on a planted click log".formatted(name()));
    report.text(tasks.getFirst().note() + ".");
    baselines(seeds.getFirst());
    draws();
    new SearchReport(report, trials.getFirst(), tasks.getFirst()).report(config.pareto());
    deployment();
    speed();
    new PlantedVerdicts(run, config.fit(), trials).report();
    if (config.sweep()) {
      sweep(seeds.getFirst());
    }
  }

  private Contest contest(int draw, long seed) {
    return new Contest(run, tasks.get(draw), config.fit(), seed);
  }

  private String name() {
    return config.model().name().toLowerCase(Locale.ROOT);
  }

  private void baselines(long seed) throws Exception {
    Contest contest = contest(0, seed);
    Trial trial = trials.getFirst();
    int width = config.fit().latentDim();
    int same = (int) Math.max(1, Math.round(width * (1 - trial.sparsity())));
    long n = tasks.getFirst().train().layout().total();
    Table.Builder table =
        Table.of("Test scores, first draw")
            .columns("model")
            .higher("AUC")
            .lower("log loss")
            .lower("table parameters")
            .columns("sparsity");
    row(table, "base, full table", trial.base(), n * width, 0);
    row(
        table,
        "supernet, all dimensions",
        trial.supernet(),
        keptRows(trial) * width,
        keptSparsity(trial));
    row(table, "OptEmbed, retrained", trial.retrained(), trial.parameters(), trial.sparsity());
    for (int d : new TreeSet<>(List.of(Math.max(1, width / 2), Math.max(1, width / 4), same))) {
      String note = d == same ? " (OptEmbed's size)" : "";
      row(
          table,
          "base, D = " + d + note,
          contest.uniform(config.model(), d),
          n * d,
          1 - (double) d / width);
    }
    long kept = keptRows(trial);
    row(
        table,
        "rarest values dropped, as many kept",
        contest.frequency(config.model(), (int) kept),
        kept * width,
        1 - (double) kept / n);
    double share = 1 - trial.sparsity();
    row(
        table,
        "hashed to OptEmbed's size",
        contest.hashed(config.model(), share),
        Math.round(share * n) * width,
        trial.sparsity());
    report.table(
        table
            .note(
                "%s. True probabilities: AUC %.4f. The %,d linear weights are not pruned."
                    .formatted(
                        tasks.getFirst().note(),
                        tasks.getFirst().bayesAuc(),
                        trial.linearParameters()))
            .build());
  }

  private static void row(
      Table.Builder table, String name, Score score, long parameters, double sparsity) {
    table.row(name, score.auc(), score.logloss(), parameters, sparsity);
  }

  private long keptRows(Trial trial) {
    double kept = 0;
    List<Integer> sizes = tasks.getFirst().train().layout().sizes();
    for (int i = 0; i < sizes.size(); i++) {
      kept += sizes.get(i) * trial.keptShare().get(i);
    }
    return Math.round(kept);
  }

  private double keptSparsity(Trial trial) {
    return 1 - (double) keptRows(trial) / tasks.getFirst().train().layout().total();
  }

  private void draws() {
    Table.Builder table =
        Table.of("Every draw of the log")
            .columns("draw")
            .columns("base AUC", "supernet AUC", "retrained AUC")
            .columns("base log loss", "retrained log loss", "sparsity", "AUC of the truth");
    for (int s = 0; s < trials.size(); s++) {
      Trial t = trials.get(s);
      table.row(
          s + 1,
          t.base().auc(),
          t.supernet().auc(),
          t.retrained().auc(),
          t.base().logloss(),
          t.retrained().logloss(),
          t.sparsity(),
          tasks.get(s).bayesAuc());
    }
    table.row(
        "mean",
        mean(t -> t.base().auc()),
        mean(t -> t.supernet().auc()),
        mean(t -> t.retrained().auc()),
        mean(t -> t.base().logloss()),
        mean(t -> t.retrained().logloss()),
        mean(Trial::sparsity),
        null);
    report.table(table.note("test rows; a draw has its own planted vectors").build());
  }

  private double[] all(ToDoubleFunction<Trial> value) {
    return trials.stream().mapToDouble(value).toArray();
  }

  private Measurement mean(ToDoubleFunction<Trial> value) {
    return Measurement.of("", all(value));
  }

  private void deployment() {
    Trial.Export e = trials.getFirst().export();
    report.section("Deployment");
    report.table(
        Table.of("The table that is shipped")
            .columns("table")
            .lower("file, bytes")
            .lower("memory, bytes")
            .higher("predictions, rows/s")
            .columns("largest difference of a logit")
            .row("full, masked", e.fullBytes(), e.fullMemory(), e.fullRate(), 0.0)
            .row(
                "compact, float32",
                e.compactBytes(),
                e.compactMemory(),
                e.compactRate(),
                e.maxDifference())
            .row("compact, float16", e.halfBytes(), null, null, e.halfMaxDifference())
            .note("first draw; whole model, test rows in batches of 2,048, medians of 7 rounds")
            .build());
  }

  private void speed() throws Exception {
    int steps = run.profile() == Profile.SMOKE ? 5 : 60;
    StepTiming timing =
        run.once(
            "step-timing",
            StepTiming.class,
            () ->
                StepTiming.measure(
                    tasks.getFirst().train().layout(),
                    config.model(),
                    config.fit(),
                    steps,
                    run.seed()));
    double epoch = (double) tasks.getFirst().train().size() / config.fit().batch() / 1000;
    report.table(
        Table.of("A training step, batch " + config.fit().batch())
            .columns("model")
            .lower("ms a step")
            .lower("s an epoch")
            .row("base", timing.base(), timing.base() * epoch)
            .row("supernet", timing.supernet(), timing.supernet() * epoch)
            .row("of which dense Adam", timing.adam(), timing.adam() * epoch)
            .note("medians; Adam over all values moves %.1f GB/s".formatted(timing.gigabytes()))
            .build());
  }

  private void sweep(long seed) throws Exception {
    report.section("Strength of pruning");
    Table.Builder table =
        Table.of("Trade-off, first draw")
            .columns("l2", "tLr", "alpha")
            .higher("AUC")
            .lower("log loss")
            .higher("sparsity");
    double[][] strengths = {{1e-4, 1e-3}, {3e-5, 1e-3}, {3e-5, 3e-3}, {1e-5, 1e-2}};
    for (double[] s : strengths) {
      Contest.Outcome outcome =
          contest(0, seed)
              .variant(
                  config.model(),
                  "sweep-" + s[0] + "-" + s[1],
                  config.fit().withStrength(s[0], s[1]));
      table.row(
          s[0],
          s[1],
          config.fit().alpha(),
          outcome.score().auc(),
          outcome.score().logloss(),
          outcome.sparsity());
    }
    report.table(table.note(tasks.getFirst().note()).build());
  }
}
