package polyad.series.timesnet;

import java.util.Arrays;
import java.util.List;
import polyad.catalog.report.Check;
import polyad.catalog.report.Plot;
import polyad.catalog.report.PowerLaw;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** How the time of a step grows with the length of the windows. */
final class ScalingPart {
  private static final int[] LENGTHS = {96, 192, 384};
  private static final int[] SHARES = {8, 16, 2};

  private final Lab lab;

  /** Milliseconds a step at every length, and the exponent of the length in it. */
  record Outcome(double[] millis, double exponent) {}

  ScalingPart(Lab lab) {
    this.lab = lab;
  }

  void report() throws Exception {
    Report report = lab.run().report();
    report.section("Time against length");
    Outcome outcome = lab.run().once("scaling", Outcome.class, ScalingPart::measure);
    Table.Builder table =
        Table.of("A training step, d=16, f=32, K=6, B=16, anomaly head").columns("T", "ms a step");
    for (int i = 0; i < LENGTHS.length; i++) {
      table.row(LENGTHS[i], outcome.millis()[i]);
    }
    report.table(
        table
            .note(
                "periods T/8, T/16, T/2, as the amplitudes would choose others at every length;"
                    + " exponent %.2f".formatted(outcome.exponent()))
            .build());
    report.plot(
        new Plot.Lines(
            "Time of a training step",
            Plot.Axis.log("T, steps"),
            Plot.Axis.log("ms"),
            List.of(Plot.Curve.of("TimesNet", lengths(), outcome.millis()))));
    report.check(Check.atMost("exponent of T in the time of a step", outcome.exponent(), 1.3));
  }

  private static double[] lengths() {
    return Arrays.stream(LENGTHS).asDoubleStream().toArray();
  }

  private static Outcome measure() {
    double[] millis = new double[LENGTHS.length];
    for (int i = 0; i < millis.length; i++) {
      int length = LENGTHS[i];
      TimesNetConfig config = TimesNetConfig.of(TimesNetTask.ANOMALY_DETECTION, length, 0, 7);
      int[] periods = Arrays.stream(SHARES).map(share -> length / share).toArray();
      millis[i] = KernelTiming.stepMillis(config, true, 16, 5, periods).step();
    }
    return new Outcome(millis, PowerLaw.exponent(lengths(), millis));
  }
}
