package polyad.series.timesnet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.report.Check;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.Windows;
import polyad.series.DLinear;
import polyad.series.ForecastTask;
import polyad.series.GapFilling;
import polyad.series.TimeFeatures;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Single cells of ETTh1 are hidden at random; all test windows are scored, each with one mask. */
final class ImputationPart {
  private static final int STEPS = 96;
  private static final int BATCH = 16;
  private static final double LR = 1e-3;
  private static final double[] RATES = {0.125, 0.25, 0.375, 0.5};
  private static final String[] PAPER = {"0.057", "0.069", "0.084", "0.102"};

  private final Lab lab;
  private final Report report;

  /** Squared errors on hidden cells, and the last variate of the first test window. */
  record Outcome(
      double timesNet,
      double linear,
      double mean,
      double dLinear,
      double cka,
      double[] truth,
      double[] shown,
      double[] filled) {}

  ImputationPart(Lab lab) {
    this.lab = lab;
    report = lab.run().report();
  }

  void report(int steps) throws Exception {
    report.section("Imputation: ETTh1");
    Optional<ForecastTask> task = ForecastTask.ettHour(lab.run().data(), STEPS, 1);
    if (task.isEmpty()) {
      lab.run().info("ETTh1 is not at hand: its imputation is left out");
      return;
    }
    ClockedTask clocked = ClockedTask.of(task.get(), TimeFeatures.Frequency.H);
    Table.Builder table =
        Table.of("Squared error on hidden cells of ETTh1")
            .columns("hidden", "TimesNet", "DLinear", "linear interpolation", "mean of the window")
            .columns("paper", "CKA first to last block", "steps");
    for (int i = RATES.length - 1; i >= 0; i--) {
      double rate = RATES[i];
      String key = "impute-" + (int) (1000 * rate);
      Outcome outcome = lab.run().once(key, Outcome.class, () -> train(key, clocked, rate, steps));
      table.row(
          "%.1f %%".formatted(100 * rate),
          outcome.timesNet(),
          outcome.dLinear(),
          outcome.linear(),
          outcome.mean(),
          PAPER[i],
          outcome.cka(),
          steps);
      if (rate == 0.5) {
        checks(outcome);
      }
    }
    report.table(table.note("standardised; 2,785 test windows of 96 steps and 7 variates").build());
  }

  private void checks(Outcome outcome) {
    report.check(
        Check.atMost(
            "ETTh1, half hidden: MSE over linear interpolation",
            outcome.timesNet() / outcome.linear(),
            0.92));
    report.check(
        Check.atMost(
            "ETTh1, half hidden: MSE over DLinear", outcome.timesNet() / outcome.dLinear(), 0.65));
    double[] steps = IntStream.range(0, STEPS).asDoubleStream().toArray();
    report.plot(
        new Plot.Lines(
            "First test window of ETTh1, 'OT', half of the cells hidden",
            Plot.Axis.linear("step"),
            Plot.Axis.linear("standardised value"),
            List.of(
                Plot.Curve.of("truth", steps, outcome.truth()),
                Plot.Curve.of("shown to the model", steps, outcome.shown()),
                Plot.Curve.of("TimesNet", steps, outcome.filled()))));
  }

  private Outcome train(String key, ClockedTask clocked, double rate, int steps) throws Exception {
    ForecastTask task = clocked.task();
    Windows train = task.train().windows();
    GapWindows windows = new GapWindows(task.train().series(), clocked.marks(), STEPS);
    long seed = lab.run().seed();
    Generator rng = new Generator(seed);
    TimesNetConfig config = clocked.config(TimesNetTask.IMPUTATION, 0).withSize(16, 32, 3, 6, 2);
    try (var _ = TensorScope.open();
        TimesNet model = new TimesNet(lab.model(config), rng);
        DLinear linear = new DLinear(STEPS, STEPS, 25, rng)) {
      Fitting fitting = Fitting.steps(steps, BATCH, LR);
      fitting.fit(
          model,
          train.count(),
          (batch, step) ->
              windows
                  .batch(starts(train, batch), hiding(rate, Lab.stepSeed(seed, step)))
                  .loss(model),
          null,
          seed,
          rng,
          lab.session(key));
      fitting.fit(
          linear,
          train.count(),
          (batch, step) -> {
            GapWindows.Batch gaps =
                windows.batch(starts(train, batch), hiding(rate, Lab.stepSeed(seed, step)));
            Tensor error = linear.forward(gaps.x()).sub(gaps.target()).square();
            return error.mul(gaps.judged()).sum().div(gaps.judged().sum());
          },
          null,
          seed,
          rng,
          lab.session(key + "-dlinear"));
      return score(model, linear, windows, task.test().windows(), rate);
    }
  }

  private static int[] starts(Windows windows, int[] batch) {
    return Arrays.stream(batch).map(windows::inputStart).toArray();
  }

  private static GapWindows.Hiding hiding(double rate, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return (_, _, _) -> random.nextDouble() < rate;
  }

  private Outcome score(
      TimesNet model, DLinear linear, GapWindows windows, Windows test, double rate) {
    double[] sums = new double[5];
    double cka = Double.NaN;
    double[][] example = {};
    for (int from = 0; from < test.count(); from += 64) {
      int[] batch = IntStream.range(from, Math.min(test.count(), from + 64)).toArray();
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        GapWindows.Batch gaps =
            windows.batch(starts(test, batch), hiding(rate, Lab.stepSeed(-1, from)));
        TimesNet.Trace trace = model.trace(gaps.x(), gaps.marks(), gaps.mask());
        sums[0] += squares(trace.output(), gaps);
        sums[1] += squares(linear.forward(gaps.x()), gaps);
        addSimple(gaps, sums);
        sums[4] += gaps.judged().sum().item();
        if (from == 0) {
          cka = Lab.cka(trace.blocks());
          example = example(trace.output(), gaps);
        }
      }
    }
    return new Outcome(
        sums[0] / sums[4],
        sums[2] / sums[4],
        sums[3] / sums[4],
        sums[1] / sums[4],
        cka,
        example[0],
        example[1],
        example[2]);
  }

  private static double squares(Tensor output, GapWindows.Batch gaps) {
    return output.sub(gaps.target()).square().mul(gaps.judged()).sum().item();
  }

  /** What straight lines and the mean of a window's channel leave. */
  private static void addSimple(GapWindows.Batch gaps, double[] sums) {
    double[] target = gaps.target().toDoubleArray();
    double[] mask = gaps.mask().toDoubleArray();
    int channels = (int) gaps.x().size(2);
    int length = (int) gaps.x().size(1);
    for (int start = 0; start < target.length; start += length * channels) {
      for (int j = 0; j < channels; j++) {
        double[] shown = new double[length];
        for (int t = 0; t < length; t++) {
          int at = start + t * channels + j;
          shown[t] = mask[at] == 0 ? Double.NaN : target[at];
        }
        double[] line = GapFilling.linear(shown);
        double[] mean = GapFilling.mean(shown);
        for (int t = 0; t < length; t++) {
          if (Double.isNaN(shown[t])) {
            double value = target[start + t * channels + j];
            sums[2] += (line[t] - value) * (line[t] - value);
            sums[3] += (mean[t] - value) * (mean[t] - value);
          }
        }
      }
    }
  }

  private static double[][] example(Tensor output, GapWindows.Batch gaps) {
    double[] truth = last(gaps.target());
    double[] mask = last(gaps.mask());
    double[] filled = last(output);
    double[] shown = truth.clone();
    for (int t = 0; t < shown.length; t++) {
      shown[t] = mask[t] == 0 ? Double.NaN : shown[t];
      filled[t] = mask[t] == 0 ? filled[t] : truth[t];
    }
    return new double[][] {truth, shown, filled};
  }

  private static double[] last(Tensor windows) {
    Tensor one = windows.get(0);
    return one.select(1, one.size(1) - 1).contiguous().to(DType.F64).toDoubleArray();
  }
}
