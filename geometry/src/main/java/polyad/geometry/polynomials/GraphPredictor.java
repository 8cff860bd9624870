package polyad.geometry.polynomials;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ModelDirectory;
import polyad.catalog.NoOptions;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.Graph;
import polyad.data.GraphFiles;

/** {@code polyad predict}: classes or numbers of graphs. */
final class GraphPredictor implements Predictable<NoOptions> {
  @Override
  public NoOptions predictOptions() {
    return new NoOptions();
  }

  @Override
  public Table predict(NoOptions options, ModelDirectory directory, PredictJob job)
      throws Exception {
    try (GraphModel model = GraphModel.open(directory)) {
      boolean classify = !model.classes().isEmpty();
      Table.Builder table =
          Table.of("Graphs").columns("file", "graph", classify ? "class" : "value");
      table.columns(model.classes().stream().map(c -> "p(" + c + ")").toArray(String[]::new));
      for (Path file : job.data()) {
        List<Graph> graphs = GraphFiles.read(file).graphs();
        if (classify) {
          float[][] p = UsageException.naming(file, () -> model.probabilities(graphs));
          for (int i = 0; i < p.length; i++) {
            table.row(classRow(file, i, p[i], model.classes()));
          }
        } else {
          double[] values = UsageException.naming(file, () -> model.values(graphs));
          for (int i = 0; i < values.length; i++) {
            table.row(file.toString(), i + 1, values[i]);
          }
        }
      }
      return table.build();
    }
  }

  private static @Nullable Object[] classRow(Path file, int graph, float[] p, List<String> names) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(file.toString());
    row.add(graph + 1);
    row.add(names.get(GraphModel.best(p)));
    for (float share : p) {
      row.add(share);
    }
    return row.toArray();
  }
}
