package polyad.completion.influence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** Real tensors, the ablations and the scaling. */
final class FullPart {
  private static final int CELLS = 30_000;

  /** Retraining alone moves the error on the few thousand cells of air quality by 4 %. */
  private static final int AIR_SEEDS = 6;

  private static final TrainingOptions REAL = new TrainingOptions(1e-3, 1024, 50, 10);
  private static final TrainingOptions COSTCO = new TrainingOptions(1e-4, 256, 50, 10);

  private final DainConfig config;
  private final Run run;
  private final int cells;

  FullPart(DainConfig config, Run run, int cells) {
    this.config = config;
    this.run = run;
    this.cells = cells;
  }

  void report() throws Exception {
    real();
    ablations();
    new ScalingPart(config, run).report();
  }

  private void real() throws Exception {
    run.report().section("Real tensors");
    @Nullable Path data = run.data();
    NetworkConfig small = NetworkConfig.mlp(48, 128, 64);
    NetworkConfig wide = NetworkConfig.mlp(60, 256, 128);
    Optional<CompletionTask> air = CompletionTask.beijing(data);
    if (air.isPresent()) {
      ContestReport part = contest(air.get(), "mlp", DainConfig.of(small, REAL), AIR_SEEDS, true);
      double none = part.relative(Contest.DAIN, Contest.NONE);
      double duplicate = part.relative(Contest.DAIN, Contest.name(Augmenter.Baseline.DUPLICATE));
      run.report().check(Check.atMost("beijing-pm25: test RMSE of DAIN over none", none, 1));
      run.report()
          .check(Check.atMost("beijing-pm25: test RMSE of DAIN over duplicate", duplicate, 0.98));
    }
    List<CompletionTask> others = new ArrayList<>();
    CompletionTask.ratings(data, CELLS).ifPresent(others::add);
    CompletionTask.checkIns(data, CELLS).ifPresent(others::add);
    for (CompletionTask task : others) {
      bounded(task, "mlp", DainConfig.of(wide, REAL));
      bounded(task, "costco", DainConfig.of(wide.withBase(NetworkConfig.Base.COSTCO), COSTCO));
    }
    if (air.isEmpty() || others.size() < 2) {
      run.info("not all real tensors are at hand: funbat, tensors, dain");
    }
  }

  private void bounded(CompletionTask task, String base, DainConfig dain) throws Exception {
    ContestReport part = contest(task, base, dain, 2, task.slug().equals("sg"));
    run.report()
        .check(
            Check.atMost(
                task.slug() + " with " + base + ": test RMSE of DAIN over none",
                part.relative(Contest.DAIN, Contest.NONE),
                1.005));
  }

  private ContestReport contest(
      CompletionTask task, String base, DainConfig dain, int seeds, boolean classical)
      throws Exception {
    Contest contest = new Contest(run, task, dain);
    List<Contest.Outcome> outcomes = new ArrayList<>();
    for (long seed : run.seeds(seeds)) {
      outcomes.add(contest.seed(task.slug() + "-" + base, seed, classical, false));
    }
    ContestReport part = new ContestReport(run.report(), outcomes);
    part.table(task.slug() + " with " + base, task.note());
    return part;
  }

  private void ablations() throws Exception {
    Report report = run.report().section("Ablations");
    CompletionTask task = CompletionTask.generated(cells);
    Map<String, DainConfig> variants = variants();
    Ablations.Outcome[] outcomes = new Ablations.Outcome[3];
    int i = 0;
    for (long seed : run.seeds(outcomes.length)) {
      outcomes[i++] =
          run.once(
              "ablations-seed" + seed,
              Ablations.Outcome.class,
              () -> Ablations.run(task, variants, seed, run.monitor()));
    }
    Table.Builder table =
        Table.of("Each part of DAIN exchanged").columns("variant").lower("test RMSE");
    for (String name : variants.keySet()) {
      double[] rmse = new double[outcomes.length];
      for (int s = 0; s < rmse.length; s++) {
        rmse[s] = outcomes[s].rmse().getOrDefault(name, Double.NaN);
      }
      table.row(name, Measurement.of("", rmse));
    }
    report.table(table.note(task.note()).build());
  }

  private Map<String, DainConfig> variants() {
    Map<String, DainConfig> variants = new LinkedHashMap<>();
    for (Sampling.Importance importance : Sampling.Importance.values()) {
      for (Sampling.Values values : Sampling.Values.values()) {
        Sampling sampling = new Sampling(importance, Sampling.Aggregate.ENTITY, values);
        variants.put(word(importance) + ", " + word(values), config.withSampling(sampling));
      }
    }
    variants.put(
        "whole cells, predictor",
        config.withSampling(
            new Sampling(
                Sampling.Importance.INFLUENCE,
                Sampling.Aggregate.CELL,
                Sampling.Values.PREDICTOR)));
    variants.put("best epoch only", config.withCheckpoints(InfluenceTracker.Checkpoints.LAST));
    variants.put("exact last layer", config.withInfluence(DainConfig.Influence.EXACT_LAST_LAYER));
    variants.put("all parameters", config.withInfluence(DainConfig.Influence.FULL));
    return variants;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
