package polyad.series.timesnet;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Profile;
import polyad.catalog.report.Check;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.series.DLinear;
import polyad.series.ForecastNetwork;
import polyad.series.ForecastScore;
import polyad.series.ForecastTask;
import polyad.series.RepeatLast;
import polyad.series.RidgeLinear;
import polyad.series.SeasonalRepeat;
import polyad.series.TimeFeatures;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Long horizons on ETT, every test window scored. */
final class LongTermPart {
  private static final int STEPS = 96;
  private static final int BATCH = 32;
  private static final double LR = 1e-3;
  private static final double RIDGE = 1e-3;

  private final Lab lab;
  private final Report report;

  /** Errors on standardised test windows, what the model found, and an example window. */
  record Outcome(
      double mse,
      double mae,
      double cka,
      String periods,
      double[] history,
      double[] truth,
      double[] forecast) {
    static Outcome of(ForecastScore score) {
      double[] none = {};
      return new Outcome(score.mse(), score.mae(), Double.NaN, "", none, none, none);
    }
  }

  /**
   * Sizes of one training.
   *
   * @param d width
   * @param f hidden width
   * @param k periods
   * @param kernels of an inception block
   * @param steps of training
   */
  record Sizes(int d, int f, int k, int kernels, int steps) {}

  LongTermPart(Lab lab) {
    this.lab = lab;
    report = lab.run().report();
  }

  /** ETTh1, or a generated series where it is not at hand. */
  void hourly(String label, Sizes sizes, double mse, double mae) throws Exception {
    Optional<ForecastTask> real = ForecastTask.ettHour(lab.run().data(), STEPS, STEPS);
    ForecastTask task =
        real.isPresent() && lab.run().profile() != Profile.SMOKE
            ? real.get()
            : ForecastTask.seasons(1600, STEPS, STEPS, lab.run().seed());
    Outcome ours =
        report(label, ClockedTask.of(task, TimeFeatures.Frequency.H), 24, sizes, "0.384 / 0.402");
    if (!task.synthetic()) {
      report.check(Check.atMost(label + ": MSE", ours.mse(), mse));
      report.check(Check.atMost(label + ": MAE", ours.mae(), mae));
    }
  }

  /** ETTm1, where it is at hand. */
  void quarterHourly(Sizes sizes) throws Exception {
    Optional<ForecastTask> task = ForecastTask.ettMinute(lab.run().data(), STEPS, STEPS);
    if (task.isPresent()) {
      ClockedTask clocked = ClockedTask.of(task.get(), TimeFeatures.Frequency.T);
      report("ETTm1 96→96", clocked, 96, sizes, "0.338 / 0.375");
    }
  }

  private Outcome report(String label, ClockedTask clocked, int season, Sizes sizes, String paper)
      throws Exception {
    report.section("Long-term forecasting: " + label);
    ForecastTask task = clocked.task();
    int t = task.context();
    int h = task.horizon();
    Outcome ours = timesNet(clocked, sizes);
    Table.Builder table =
        Table.of("Errors on " + task.name())
            .columns("forecaster")
            .lower("MSE")
            .lower("MAE")
            .columns("paper, MSE / MAE");
    row(table, "TimesNet, %d steps".formatted(sizes.steps()), ours, paper);
    row(table, "DLinear, %d steps".formatted(sizes.steps()), linear(task, sizes.steps()), null);
    row(table, "ridge, closed form", fixed(task, "ridge", rng -> ridge(task)), null);
    row(
        table,
        "repeat the last " + season + " steps",
        fixed(task, "season", rng -> new SeasonalRepeat(t, h, season)),
        null);
    row(table, "repeat the last step", fixed(task, "last", rng -> new RepeatLast(t, h)), null);
    report.table(
        table
            .note(
                task.note()
                    + "; constant rate %s; periods of the blocks %s; CKA first to last block %.3f"
                        .formatted(LR, ours.periods(), ours.cka()))
            .build());
    plot(task, ours);
    return ours;
  }

  private static void row(
      Table.Builder table, String name, Outcome outcome, @Nullable String paper) {
    table.row(name, outcome.mse(), outcome.mae(), paper);
  }

  private Outcome timesNet(ClockedTask clocked, Sizes sizes) throws Exception {
    String key = "long-" + clocked.task().slug() + "-" + sizes.d() + "-" + sizes.f();
    return lab.run().once(key, Outcome.class, () -> train(key, clocked, sizes));
  }

  private Outcome train(String key, ClockedTask clocked, Sizes sizes) throws Exception {
    ForecastTask task = clocked.task();
    TimesNetConfig config =
        clocked
            .config(TimesNetTask.LONG_TERM_FORECAST, task.horizon())
            .withSize(sizes.d(), sizes.f(), sizes.k(), sizes.kernels(), 2);
    long seed = lab.run().seed();
    Generator rng = new Generator(seed);
    try (var _ = TensorScope.open();
        TimesNet model = new TimesNet(lab.model(config), rng)) {
      Fitting.steps(sizes.steps(), BATCH, LR)
          .fit(
              model,
              task.train().count(),
              (batch, _) ->
                  Functional.mseLoss(
                      model.forward(
                          task.train().inputs(batch), clocked.marks(task.train(), batch), null),
                      task.train().targets(batch)),
              null,
              seed,
              rng,
              lab.session(key));
      save(model, task);
      return score(model, clocked);
    }
  }

  /** The latest of these models is the run's. */
  private void save(TimesNet model, ForecastTask task) throws Exception {
    try (var writer = lab.run().model()) {
      new TimesNetForecaster(model, TimesNetFacts.of(task.series().names(), task.scaler()))
          .write(writer);
      writer.commit();
    }
  }

  private static Outcome score(TimesNet model, ClockedTask clocked) {
    ForecastTask task = clocked.task();
    ForecastScore score =
        ForecastScore.of(
            task.test(),
            batch ->
                model.forward(task.test().inputs(batch), clocked.marks(task.test(), batch), null));
    int[] some = IntStream.range(0, Math.min(32, task.test().count())).toArray();
    try (var _ = Autograd.noGrad()) {
      Tensor x = task.test().inputs(some);
      TimesNet.Trace trace = model.trace(x, clocked.marks(task.test(), some), null);
      return new Outcome(
          score.mse(),
          score.mae(),
          Lab.cka(trace.blocks()),
          Lab.text(model.periods()),
          last(x),
          last(task.test().targets(some)),
          last(trace.output()));
    }
  }

  /** The last variate of the first window. */
  private static double[] last(Tensor windows) {
    Tensor one = windows.get(0);
    return one.select(1, one.size(1) - 1).contiguous().to(DType.F64).toDoubleArray();
  }

  private Outcome linear(ForecastTask task, int steps) throws Exception {
    String key = "long-dlinear-" + task.slug() + "-" + steps;
    return lab.run()
        .once(
            key,
            Outcome.class,
            () -> {
              long seed = lab.run().seed();
              Generator rng = new Generator(seed);
              try (var _ = TensorScope.open();
                  DLinear model = new DLinear(task.context(), task.horizon(), 25, rng)) {
                Fitting.steps(steps, BATCH, LR)
                    .fit(
                        model,
                        task.train().count(),
                        (batch, _) ->
                            Functional.mseLoss(
                                model.forward(task.train().inputs(batch)),
                                task.train().targets(batch)),
                        null,
                        seed,
                        rng,
                        lab.session(key));
                return Outcome.of(ForecastScore.of(model, task.test()));
              }
            });
  }

  private Outcome fixed(
      ForecastTask task, String name, Function<Generator, ? extends ForecastNetwork> builder)
      throws Exception {
    return lab.run()
        .once(
            "long-" + name + "-" + task.slug(),
            Outcome.class,
            () -> {
              try (var _ = TensorScope.open();
                  ForecastNetwork network = builder.apply(new Generator(0))) {
                network.eval();
                return Outcome.of(ForecastScore.of(network, task.test()));
              }
            });
  }

  private static RidgeLinear ridge(ForecastTask task) {
    try (var _ = TensorScope.open()) {
      return RidgeLinear.fit(task.train(), RIDGE);
    }
  }

  private void plot(ForecastTask task, Outcome ours) {
    double[] past = IntStream.rangeClosed(1 - task.context(), 0).asDoubleStream().toArray();
    double[] next = IntStream.rangeClosed(1, task.horizon()).asDoubleStream().toArray();
    report.plot(
        new Plot.Lines(
            "First test window of %s, '%s'; periods of the blocks: %s"
                .formatted(task.name(), task.series().names().getLast(), ours.periods()),
            Plot.Axis.linear("step"),
            Plot.Axis.linear("standardised value"),
            List.of(
                Plot.Curve.of("history", past, ours.history()),
                Plot.Curve.of("truth", next, ours.truth()),
                Plot.Curve.of("TimesNet", next, ours.forecast()))));
  }
}
