package polyad.series.timesnet;

import java.util.Arrays;
import java.util.SplittableRandom;
import polyad.catalog.Profile;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** What can be checked without training: periods, parameters, merged kernels. */
final class PeriodPart {
  private static final int STEPS = 240;
  private static final int[] PERIODS = {24, 60};
  private static final long PAPER_PARAMETERS = 605_479;

  private final Lab lab;
  private final Report report;

  PeriodPart(Lab lab) {
    this.lab = lab;
    report = lab.run().report();
  }

  void report() throws Exception {
    report.section("Periods, parameters, kernels");
    try (var _ = TensorScope.open()) {
      periods();
      parameters();
      kernels();
    }
  }

  /** x = sin(2πt/24) + 0.6 sin(2πt/60) + 0.05 N(0, 1). */
  static double[] wave(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      x[t] =
          Math.sin(2 * Math.PI * t / PERIODS[0])
              + 0.6 * Math.sin(2 * Math.PI * t / PERIODS[1])
              + 0.05 * random.nextGaussian();
    }
    return x;
  }

  private void periods() {
    double[] x = wave(lab.run().seed());
    Periods found = PeriodDetector.detect(Tensor.of(x, 1, STEPS, 1), PERIODS.length);
    double[] weights = found.weight().toDoubleArray();
    Table.Builder table =
        Table.of("Periods found in sin(2πt/24) + 0.6 sin(2πt/60) + noise, S=240")
            .columns("rank", "period, steps", "cycles in S", "amplitude");
    for (int j = 0; j < found.count(); j++) {
      table.row(j + 1, found.period()[j], found.frequency()[j], weights[j]);
    }
    report.table(table.note("synthetic").build());
    boolean exact = Arrays.equals(found.period(), PERIODS);
    report.check(Check.that("A1: the periods are exactly 24 and 60, in this order", exact));
    report.claim(
        Claim.exact(
            "periods",
            "multi-periodicity is found adaptively",
            exact ? 1 : 0,
            new Bound.AtLeast(1)));
    report.plot(folded("The series folded by its first period", x, PERIODS[0]));
  }

  /** A series as the blocks see it. */
  static Plot folded(String title, double[] x, int period) {
    double[][] image = new double[Math.ceilDiv(x.length, period)][period];
    for (int t = 0; t < x.length; t++) {
      image[t / period][t % period] = x[t];
    }
    return Plot.Heatmap.of(title, "step within the period", "period number", image);
  }

  private void parameters() {
    Table.Builder table =
        Table.of("Parameters of the ETTh1 configuration, 96→96").columns("periods k", "parameters");
    long five = 0;
    boolean same = true;
    for (int k : new int[] {1, 3, 5}) {
      TimesNetConfig config =
          TimesNetConfig.of(TimesNetTask.LONG_TERM_FORECAST, 96, 96, 7).withSize(16, 32, k, 6, 2);
      try (TimesNet model = new TimesNet(config, new Generator(0))) {
        same &= five == 0 || five == model.parameterCount();
        five = model.parameterCount();
        table.row(k, five);
      }
    }
    report.table(table.build());
    report.check(
        Check.between(
            "parameters of the official ETTh1 model", five, PAPER_PARAMETERS, PAPER_PARAMETERS));
    report.claim(
        Claim.exact(
            "parameters",
            "one inception pair serves all periods: the parameters do not depend on k",
            same ? five : Double.NaN,
            new Bound.Between(PAPER_PARAMETERS, PAPER_PARAMETERS)));
  }

  private void kernels() throws Exception {
    KernelTiming timing =
        lab.run().once("kernels", KernelTiming.class, () -> KernelTiming.measure(lab.run().seed()));
    report.table(
        Table.of("A training step of the ETTh1 model, periods 24, 12, 96, 8, 48, B=32")
            .columns("inception kernels")
            .lower("ms a step")
            .row("one by one, averaged (official)", timing.separateMillis())
            .row("merged and cropped", timing.mergedMillis())
            .note("ratio %.2f".formatted(timing.separateMillis() / timing.mergedMillis()))
            .build());
    report.check(
        Check.atMost("A5: max |merged − average of the kernels|, F32", timing.difference(), 1e-5));
    if (lab.run().profile() != Profile.SMOKE) {
      report.check(
          Check.atMost(
              "A5: time of the merged step over the official one",
              timing.mergedMillis() / timing.separateMillis(),
              1));
    }
  }

  /** The largest difference of two ways to compute one block. */
  static double difference(Generator rng, int rows, int columns) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad();
        InceptionBlock2d separate = new InceptionBlock2d(16, 32, 6, false, rng);
        InceptionBlock2d merged = new InceptionBlock2d(16, 32, 6, true, rng)) {
      merged.loadStateDict(separate.stateDict());
      Tensor x = Tensor.randn(rng, 8, 16, rows, columns);
      return merged.forward(x).sub(separate.forward(x)).abs().max().item();
    }
  }
}
