package polyad.completion.influence;

import java.util.Arrays;
import java.util.List;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.PowerLaw;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.SparseTensor;
import polyad.data.generate.ZipfEffects;

/** How the time of DAIN grows with the number of cells, at a fixed model. */
final class ScalingPart {
  private static final int[] CELLS = {10_000, 20_000, 40_000, 80_000};
  private static final int[] MANY_CELLS = {125_000, 250_000, 500_000, 1_000_000, 2_000_000};
  private static final ZipfEffects TENSOR =
      new ZipfEffects(new int[] {8000, 6000, 4000}, 3, 0.6, 0.8, 0.25);
  private static final double NANOS = 1e-9;
  private static final int OFFICIAL_EPOCHS = 50;
  private static final int FLOAT_BYTES = 4;

  private final DainConfig config;
  private final Run run;

  /** Seconds for each number of cells. */
  record Times(double[] cells, double[] seconds) {}

  ScalingPart(DainConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    Report report = run.report().section("Scaling");
    Times few =
        run.once("scaling-few", Times.class, () -> times(CELLS, config.training().batch(), 4));
    Times many = run.once("scaling-many", Times.class, () -> times(MANY_CELLS, 1024, 1));
    double exponent = PowerLaw.exponent(few.cells(), few.seconds());
    double exponentOfMany = PowerLaw.exponent(many.cells(), many.seconds());
    table(report, "Both steps, four epochs each", few, exponent);
    table(report, "Both steps, one epoch each of batches of 1024", many, exponentOfMany);
    report.plot(
        new Plot.Lines(
            "Time against cells",
            Plot.Axis.log("cells"),
            Plot.Axis.log("seconds"),
            List.of(
                Plot.Curve.of("four epochs", few.cells(), few.seconds()),
                Plot.Curve.of("one epoch", many.cells(), many.seconds()))));
    report.check(Check.atMost("exponent of the time, 10k to 80k cells", exponent, 1.15));
    report.check(Check.atMost("exponent of the time, 125k to 2M cells", exponentOfMany, 1.15));
    report.claim(
        Claim.exact(
            "scaling",
            "DAIN scales near-linearly with the number of cells (exponent, to 2M cells)",
            exponentOfMany,
            new Bound.AtMost(1.15)));
  }

  private void table(Report report, String title, Times times, double exponent) {
    Table.Builder table =
        Table.of(title)
            .columns("cells", "seconds", "influence, MB", "official form, 50 epochs, MB");
    int[] layers = config.network().layers();
    double hidden = layers[layers.length - 1];
    for (int i = 0; i < times.cells().length; i++) {
      double cells = times.cells()[i];
      table.row(
          (long) cells,
          times.seconds()[i],
          2 * Double.BYTES * cells / 1e6, // the sums and those of the best epoch
          OFFICIAL_EPOCHS * cells * hidden * FLOAT_BYTES / 1e6);
    }
    report.table(table.note("exponent %.3f".formatted(exponent)).build());
  }

  private Times times(int[] sizes, int batch, int epochs) {
    TrainingOptions training = new TrainingOptions(config.training().lr(), batch, epochs, epochs);
    DainConfig timed = DainConfig.of(config.network(), training);
    SparseTensor all = TENSOR.draw(sizes[sizes.length - 1], run.seed());
    fit(timed, all, Math.min(sizes[0], 10_000)); // compiles
    double[] cells = new double[sizes.length];
    double[] seconds = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      run.stopIfRequested();
      cells[i] = sizes[i];
      seconds[i] = fit(timed, all, sizes[i]);
    }
    return new Times(cells, seconds);
  }

  private double fit(DainConfig timed, SparseTensor all, int count) {
    int[] first = new int[count];
    Arrays.setAll(first, c -> c);
    SparseTensor.Split split = all.select(first).split(0, 0.1, run.seed());
    long start = System.nanoTime();
    try (DainResult _ =
        new Dain(timed, run.monitor()).fit(split.train(), split.validation(), run.seed())) {
      return (System.nanoTime() - start) * NANOS;
    }
  }
}
