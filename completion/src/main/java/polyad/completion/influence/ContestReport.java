package polyad.completion.influence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** Tables and plots of a contest's outcomes. */
final class ContestReport {
  private final Report report;
  private final List<Contest.Outcome> outcomes;

  ContestReport(Report report, List<Contest.Outcome> outcomes) {
    this.report = report;
    this.outcomes = outcomes;
  }

  /** The mean of a method's test RMSE over that of {@code none}'s. */
  double relative(String method, String to) {
    double[] a = Contest.rmse(outcomes, method);
    double[] b = Contest.rmse(outcomes, to);
    return Arrays.stream(a).sum() / Arrays.stream(b).sum();
  }

  void table(String title, String note) {
    Table.Builder table =
        Table.of(title)
            .columns("method")
            .lower("test RMSE")
            .columns("over none", "DAIN less this, paired");
    double[] dain = Contest.rmse(outcomes, Contest.DAIN);
    for (String method : outcomes.getFirst().rmse().keySet()) {
      double[] rmse = Contest.rmse(outcomes, method);
      double[] difference = new double[rmse.length];
      Arrays.setAll(difference, i -> dain[i] - rmse[i]);
      table.row(
          method,
          Measurement.of("", rmse),
          relative(method, Contest.NONE),
          method.equals(Contest.DAIN) ? null : Measurement.of("", difference));
    }
    report.table(table.note(note).build());
  }

  /** Which entities and cells matter, of the first seed. */
  void importance(String mode) {
    Contest.Outcome first = outcomes.getFirst();
    List<String> entities = Arrays.stream(first.topEntities()).mapToObj(Integer::toString).toList();
    report.plot(
        new Plot.Bars(
            "Most important entities of " + mode,
            Plot.Axis.linear("share"),
            entities,
            List.of(
                Plot.BarSeries.of("importance", first.topImportance()),
                Plot.BarSeries.of("frequency", first.topFrequency()))));
    double[] logs =
        Arrays.stream(first.cellImportance()).filter(v -> v > 0).map(Math::log10).toArray();
    report.plot(
        new Plot.Histogram(
            "Importance of training cells",
            "log10 |influence / max influence|",
            40,
            List.of(Plot.Sample.of("cells", logs))));
  }

  /** The smallest p-value of every mode over the seeds. */
  double[] chiSquare() {
    int modes = outcomes.getFirst().chiSquareP().length;
    return IntStream.range(0, modes)
        .mapToDouble(
            k -> outcomes.stream().mapToDouble(o -> o.chiSquareP()[k]).min().orElse(Double.NaN))
        .toArray();
  }
}
