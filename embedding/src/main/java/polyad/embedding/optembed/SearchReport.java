package polyad.embedding.optembed;

import java.util.ArrayList;
import java.util.List;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.generate.PlantedClicks;

/** What the supernet pruned and what the evolution found, in tables and plots. */
final class SearchReport {
  private final Report report;
  private final Trial trial;
  private final ClickTask task;

  SearchReport(Report report, Trial trial, ClickTask task) {
    this.report = report;
    this.trial = trial;
    this.task = task;
  }

  void report(boolean wholeFront) {
    report.section("What is kept: " + task.name());
    fields();
    epochs();
    if (!trial.generations().isEmpty()) {
      evolution(wholeFront);
    }
  }

  private void fields() {
    Table.Builder table =
        Table.of("Fields").columns("field", "values", "kept share", "threshold", "dimensions");
    boolean planted = task.synthetic();
    if (planted) {
      table.columns("planted dimensions");
    }
    List<Double> thresholds =
        trial.history().isEmpty() ? List.of() : trial.history().getLast().threshold();
    for (int i = 0; i < task.fields().size(); i++) {
      List<Object> row = new ArrayList<>();
      row.add(task.fields().get(i));
      row.add(task.train().layout().sizes().get(i));
      row.add(trial.keptShare().get(i));
      row.add(thresholds.isEmpty() ? Double.NaN : thresholds.get(i));
      row.add(trial.dims().get(i));
      if (planted) {
        row.add(PlantedClicks.DEFAULT.dims().get(i));
      }
      table.row(row.toArray());
    }
    report.table(table.note(task.note() + "; thresholds after the last epoch").build());
    report.plot(
        new Plot.Bars(
            "Kept share and dimensions (of the full width) per field",
            Plot.Axis.linear("share"),
            task.fields(),
            List.of(
                Plot.BarSeries.of(
                    "kept values",
                    trial.keptShare().stream().mapToDouble(Double::doubleValue).toArray()),
                Plot.BarSeries.of("kept dimensions", dimensionShares()))));
  }

  private double[] dimensionShares() {
    double width = (double) trial.fullParameters() / task.train().layout().total();
    return trial.dims().stream().mapToDouble(d -> d / width).toArray();
  }

  private void epochs() {
    List<Epoch> history = trial.history();
    if (history.isEmpty()) {
      return;
    }
    Table.Builder table =
        Table.of("The supernet by epoch").columns("epoch", "training loss", "validation AUC");
    task.fields().forEach(field -> table.columns("kept " + field));
    for (Epoch epoch : history) {
      List<Object> row = new ArrayList<>();
      row.add(epoch.epoch());
      row.add(epoch.meanLoss());
      row.add(epoch.validationAuc());
      row.addAll(epoch.keptShare());
      table.row(row.toArray());
    }
    report.table(table.note(task.note()).build());
    List<Plot.Curve> shares = new ArrayList<>();
    List<Plot.Curve> thresholds = new ArrayList<>();
    for (int i = 0; i < task.fields().size(); i++) {
      double[] x = history.stream().mapToDouble(Epoch::epoch).toArray();
      int field = i;
      String name = task.fields().get(i);
      shares.add(
          Plot.Curve.of(
              name, x, history.stream().mapToDouble(e -> e.keptShare().get(field)).toArray()));
      thresholds.add(
          Plot.Curve.of(
              name, x, history.stream().mapToDouble(e -> e.threshold().get(field)).toArray()));
    }
    Plot.Axis epochs = Plot.Axis.linear("epoch");
    report.plot(
        new Plot.Lines("Kept share per field", epochs, Plot.Axis.linear("kept share"), shares));
    report.plot(
        new Plot.Lines("Threshold per field", epochs, Plot.Axis.linear("threshold"), thresholds));
  }

  private void evolution(boolean wholeFront) {
    report.table(
        Table.of("Search over dimensions, validation AUC of the supernet")
            .columns("search")
            .higher("AUC")
            .row("all dimensions", trial.fullDims())
            .row("random, as many candidates", trial.random())
            .row("evolution, %d candidates".formatted(trial.evaluations()), trial.evolution())
            .note(task.note())
            .build());
    double[] best = trial.generations().stream().mapToDouble(Double::doubleValue).toArray();
    double[] at = new double[best.length];
    for (int g = 0; g < at.length; g++) {
      at[g] = g + 1;
    }
    report.plot(
        new Plot.Lines(
            "Best validation AUC by generation",
            Plot.Axis.linear("generation"),
            Plot.Axis.linear("AUC"),
            List.of(Plot.Curve.of("evolution", at, best))));
    report.plot(
        new Plot.Scatter(
            "Candidates: AUC against size",
            Plot.Axis.linear("table parameters"),
            Plot.Axis.linear("validation AUC"),
            List.of(points("tried", trial.tried()), points("Pareto front", trial.front()))));
    if (wholeFront) {
      Table.Builder front = Table.of("Pareto front").columns("table parameters", "validation AUC");
      trial.front().forEach(point -> front.row(point.parameters(), point.auc()));
      report.table(front.note(task.note()).build());
    }
  }

  private static Plot.Points points(String name, List<Trial.Point> points) {
    return Plot.Points.of(
        name,
        points.stream().mapToDouble(Trial.Point::parameters).toArray(),
        points.stream().mapToDouble(Trial.Point::auc).toArray());
  }
}
