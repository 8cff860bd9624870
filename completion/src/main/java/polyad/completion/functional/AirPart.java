package polyad.completion.functional;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import polyad.catalog.CpuTime;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** One fold of Beijing's PM2.5: error and time of the official configuration. */
final class AirPart {
  static final List<String> MODES = List.of("temp", "pres", "time");
  static final int TIME = 2;
  static final int[] GRID = {100, 100, 300};
  static final int RANK = 3;
  private static final int SWEEPS = 25;
  private static final double OFFICIAL_SECONDS = 1.45;
  private static final double FASTER = 30;

  private final Run run;

  /** What the fold gave; sweeps are the median's seconds. */
  record Outcome(
      Score score, double seconds, double grid, double dense, double sameDay, double mean) {}

  AirPart(Run run) {
    this.run = run;
  }

  /** The official configuration of a form. */
  static FunBatConfig official(boolean tucker, double variance) {
    MaternKernel kernel = new MaternKernel(1, 0.1, variance);
    return FunBatConfig.of(tucker, Collections.nCopies(3, RANK), Collections.nCopies(3, kernel))
        .withNoisePrior(1, 1)
        .withDamping(tucker ? 0.5 : 0.3, tucker ? 0.6 : 0.8, 0.9);
  }

  void report() throws Exception {
    var task = FunctionalSets.fold(run.data(), "beijing_pm25", MODES, 1);
    if (task.isEmpty()) {
      run.info("Beijing's PM2.5 is not at hand: funbat");
      return;
    }
    Outcome outcome = run.once("air-pm25", Outcome.class, () -> outcome(task.get()));
    Report report = run.report().section("PM2.5 of Beijing by temperature, pressure and day");
    report.table(
        Table.of("Fold 1, 13,572 training observations")
            .columns("method")
            .lower("test RMSE")
            .columns("test MAE", "coverage of 95 % intervals", "processor seconds a sweep")
            .row(
                "FunBaT, CP, 25 sweeps",
                outcome.score().rmse(),
                outcome.score().mae(),
                outcome.score().coverage(),
                outcome.seconds())
            .row("CP-ALS, 100 x 100 x 300 bins", outcome.grid(), null, null, null)
            .row("dense Gaussian process, 1,500 observations", outcome.dense(), null, null, null)
            .row("mean of the same day", outcome.sameDay(), null, null, null)
            .row("mean", outcome.mean(), null, null, null)
            .note(
                "real; rank 3, official hyper-parameters. Days carry most of what can be predicted")
            .build());
    report.check(Check.atMost("pm25, 25 sweeps: test RMSE", outcome.score().rmse(), 0.4));
    report.check(
        Check.atLeast(
                "pm25: how many times faster a sweep is than the official code's",
                OFFICIAL_SECONDS / outcome.seconds(),
                FASTER)
            .note(
                "the official code took 1.45 s of processor time on one thread of another machine"));
  }

  private Outcome outcome(FunctionalSets.Task task) {
    FunBatConfig config = official(false, 5).withSweeps(SWEEPS);
    FunBatModel model = FunBat.fit(task.train().t(), task.train().y(), config, run.seed());
    Observations test = task.test();
    double[] grid = Baselines.cp(task.train(), test, GRID, RANK, run.seed());
    double[] dense = Baselines.dense(task.train(), test, config.kernels(), run.seed());
    return new Outcome(
        Score.of(test, model),
        secondsOfSweep(task.train(), config, run.seed()),
        test.rmse(grid),
        test.rmse(dense),
        test.rmse(Baselines.sameIndex(task.train(), test, TIME)),
        test.rmse(Baselines.mean(task.train(), test)));
  }

  /** The median over a fit's sweeps. */
  static double secondsOfSweep(Observations data, FunBatConfig config, long seed) {
    Inference inference = Inference.start(data, config, FunBat.Start.random(data, config, seed));
    double[] seconds = new double[config.sweeps()];
    for (int s = 0; s < seconds.length; s++) {
      seconds[s] = CpuTime.seconds(inference::sweep);
    }
    Arrays.sort(seconds);
    return seconds[seconds.length / 2];
  }
}
