package polyad.series.timesnet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import polyad.catalog.Profile;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.generate.PeriodicGaps;
import polyad.series.GapFilling;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.TensorScope;

/**
 * Blocks of a periodic series are hidden: only who looks at the same phase of other periods can
 * fill them. The same network without folding shows what folding is worth.
 */
final class GapPart {
  private static final int BATCH = 32;
  private static final int TEST = 512;
  private static final double LR = 2e-3;
  private static final long TEST_SEED = 5_000_000;

  private final Lab lab;
  private final Report report;

  /** Squared error on hidden cells, and an example. */
  record Outcome(double mse, double cka, double[] example) {}

  GapPart(Lab lab) {
    this.lab = lab;
    report = lab.run().report();
  }

  private static TimesNetConfig sizes() {
    return TimesNetConfig.of(TimesNetTask.IMPUTATION, 96, 0, 1)
        .withSize(16, 16, 2, 6, 2)
        .withClock(TimeEmbedding.NONE, "h");
  }

  void report() throws Exception {
    report.section("Imputation of blocks: folding against one row");
    List<Outcome> folded = new ArrayList<>();
    List<Outcome> flat = new ArrayList<>();
    List<Outcome> grouped = new ArrayList<>();
    TimesNetConfig.Backbone inception = TimesNetConfig.Backbone.INCEPTION;
    TimesNetConfig.Backbone resNext = TimesNetConfig.Backbone.RESNEXT;
    for (long seed : lab.run().seeds(lab.config().gapSeeds())) {
      folded.add(outcome("gaps-2d", sizes().withBackbone(inception, true), seed));
      flat.add(outcome("gaps-1d", sizes().withBackbone(inception, false), seed));
      grouped.add(outcome("gaps-resnext", sizes().withBackbone(resNext, true), seed));
    }
    PeriodicGaps.Samples test = test();
    double linear = filled(test, GapFilling::linear);
    report.table(
        Table.of("Squared error on the hidden steps of `multiperiod`")
            .columns("method")
            .lower("MSE")
            .columns("official code", "CKA first to last block")
            .row("TimesNet", mean(folded, Outcome::mse), 0.155, mean(folded, Outcome::cka))
            .row("TimesNet, fold off", mean(flat, Outcome::mse), 0.812, mean(flat, Outcome::cka))
            .row(
                "TimesNet, ResNeXt kernels",
                mean(grouped, Outcome::mse),
                null,
                mean(grouped, Outcome::cka))
            .row("linear interpolation", linear, 1.45, null)
            .row("mean of the series", filled(test, GapFilling::mean), 1.28, null)
            .note(
                "synthetic: %d test samples of 96 steps, three blocks of 8 hidden; %d steps of training"
                    .formatted(TEST, lab.config().gapSteps()))
            .build());
    example(test, folded.getFirst(), flat.getFirst());
    double ours = mean(folded, Outcome::mse).mean();
    if (lab.run().profile() != Profile.SMOKE) {
      report.check(
          Check.atMost(
              "A2: masked MSE over that without folding",
              ours / mean(flat, Outcome::mse).mean(),
              0.35));
      report.check(
          Check.atMost("A2: masked MSE over that of linear interpolation", ours / linear, 0.25));
    }
    report.claim(
        Claim.lowerPaired(
            "fold",
            "2D structure: folding by period lowers the error of the same network",
            values(folded),
            values(flat),
            0));
  }

  private Outcome outcome(String name, TimesNetConfig config, long seed) throws Exception {
    String key = name + "-seed" + seed;
    return lab.run().once(key, Outcome.class, () -> train(key, config, seed));
  }

  private Outcome train(String key, TimesNetConfig config, long seed) throws Exception {
    Generator rng = new Generator(seed);
    try (var _ = TensorScope.open();
        TimesNet model = new TimesNet(config, rng)) {
      Fitting.steps(lab.config().gapSteps(), BATCH, LR)
          .fit(
              model,
              BATCH,
              (_, step) ->
                  batch(PeriodicGaps.DEFAULT.draw(BATCH, Lab.stepSeed(seed, step)), 0, BATCH)
                      .loss(model),
              null,
              seed,
              rng,
              lab.session(key));
      return score(model);
    }
  }

  private static GapWindows.Batch batch(PeriodicGaps.Samples samples, int from, int count) {
    int length = samples.values()[0].length;
    double[][] rows = new double[count * length][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = samples.values()[from + i / length][i % length];
    }
    int[] starts = IntStream.range(0, count).map(i -> i * length).toArray();
    return new GapWindows(rows, null, length)
        .batch(starts, (b, t, j) -> !samples.observed()[from + b][t]);
  }

  private PeriodicGaps.Samples test() {
    return PeriodicGaps.DEFAULT.draw(TEST, TEST_SEED + lab.run().seed());
  }

  private Outcome score(TimesNet model) {
    PeriodicGaps.Samples test = test();
    double squares = 0;
    double cells = 0;
    double cka = Double.NaN;
    double[] example = {};
    for (int from = 0; from < TEST; from += 128) {
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        GapWindows.Batch batch = batch(test, from, 128);
        TimesNet.Trace trace = model.trace(batch.x(), null, batch.mask());
        squares += trace.output().sub(batch.target()).square().mul(batch.judged()).sum().item();
        cells += batch.judged().sum().item();
        if (from == 0) {
          cka = Lab.cka(trace.blocks());
          example = trace.output().get(0).contiguous().flatten(0, 1).to(DType.F64).toDoubleArray();
        }
      }
    }
    return new Outcome(squares / cells, cka, example);
  }

  private static double filled(PeriodicGaps.Samples test, UnaryOperator<double[]> filling) {
    double squares = 0;
    int cells = 0;
    for (int i = 0; i < test.values().length; i++) {
      boolean[] observed = test.observed()[i];
      double[] given = masked(test.values()[i], observed, false);
      double[] full = filling.apply(given);
      for (int t = 0; t < given.length; t++) {
        if (!observed[t]) {
          double error = full[t] - test.values()[i][t];
          squares += error * error;
          cells++;
        }
      }
    }
    return squares / cells;
  }

  /** The values where observed is as asked; NaN in place of the others. */
  private static double[] masked(double[] values, boolean[] observed, boolean hidden) {
    double[] masked = values.clone();
    for (int t = 0; t < masked.length; t++) {
      masked[t] = observed[t] == hidden ? Double.NaN : masked[t];
    }
    return masked;
  }

  private void example(PeriodicGaps.Samples test, Outcome folded, Outcome flat) {
    double[] truth = test.values()[0];
    boolean[] observed = test.observed()[0];
    double[] steps = IntStream.range(0, truth.length).asDoubleStream().toArray();
    List<Plot.Span> gaps = new ArrayList<>();
    for (int t = 0; t < truth.length; t++) {
      if (!observed[t]) {
        gaps.add(new Plot.Span(t - 0.5, t + 0.5));
      }
    }
    report.plot(
        new Plot.Lines(
            "Filling the hidden blocks of a test sample",
            Plot.Axis.linear("step"),
            Plot.Axis.linear("value"),
            List.of(
                Plot.Curve.of("truth", steps, truth),
                Plot.Curve.of("TimesNet", steps, masked(folded.example(), observed, true)),
                Plot.Curve.of("fold off", steps, masked(flat.example(), observed, true)),
                Plot.Curve.of(
                    "linear interpolation",
                    steps,
                    masked(GapFilling.linear(masked(truth, observed, false)), observed, true))),
            gaps));
    report.plot(PeriodPart.folded("The same sample folded by 24 steps", truth, 24));
  }

  private static Measurement mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
    return Measurement.of("", outcomes.stream().mapToDouble(of).toArray());
  }

  private static double[] values(List<Outcome> outcomes) {
    return outcomes.stream().mapToDouble(Outcome::mse).toArray();
  }
}
