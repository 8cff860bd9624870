package polyad.series.timesnet;

import java.util.List;
import java.util.Optional;
import polyad.catalog.report.Check;
import polyad.catalog.report.Table;

/** Official widths, further sets, timings. */
final class FullPart {
  private final Lab lab;

  FullPart(Lab lab) {
    this.lab = lab;
  }

  void report() throws Exception {
    LongTermPart forecasts = new LongTermPart(lab);
    forecasts.hourly(
        "ETTh1 96→96, official width", new LongTermPart.Sizes(16, 32, 5, 6, 300), 0.425, 0.435);
    forecasts.quarterHourly(new LongTermPart.Sizes(16, 32, 5, 6, 300));
    new ImputationPart(lab).report(600);
    shortTerm();
    new TelemetryPart(lab).report(100);
    new ClassPart(lab).report(60, List.of("BasicMotions", "ArrowHead", "GunPoint"));
    new ScalingPart(lab).report();
  }

  private void shortTerm() throws Exception {
    ShortTermPart part = new ShortTermPart(lab);
    lab.run().report().section("Short-term forecasting: official width and further sets");
    Table.Builder table = part.table("Errors of short forecasts, d=f=32");
    Optional<ShortTermPart.Group> monthly = part.m3("MONTHLY", 18, 12);
    if (monthly.isPresent()) {
      ShortTermPart.Outcome outcome =
          part.row(table, monthly.get(), new ShortTermPart.Sizes(32, 32, 300, 0));
      lab.run().report().check(Check.atMost("M3 monthly: OWA against Naive2", outcome.owa(), 1));
    }
    row(part, table, part.m3("QUARTERLY", 8, 4));
    row(part, table, part.m3("YEARLY", 6, 1));
    row(part, table, part.m4("Hourly", 48, 24));
    row(part, table, part.m4("Weekly", 13, 1));
    lab.run()
        .report()
        .table(
            table
                .note(ShortTermPart.note() + "; all but M3 monthly halve the rate every 100 steps")
                .build());
  }

  private static void row(
      ShortTermPart part, Table.Builder table, Optional<ShortTermPart.Group> group)
      throws Exception {
    if (group.isPresent()) {
      part.row(table, group.get(), new ShortTermPart.Sizes(32, 32, 300, 100));
    }
  }
}
