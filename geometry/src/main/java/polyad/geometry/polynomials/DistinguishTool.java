package polyad.geometry.polynomials;

import java.util.List;
import polyad.catalog.NoOptions;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.report.Table;
import polyad.data.Graph;
import polyad.data.GraphFiles;

/**
 * {@code polyad tool equivariant-graph-polynomials distinguish}: which features tell graphs apart.
 */
final class DistinguishTool implements Tool<NoOptions> {
  @Override
  public String name() {
    return "distinguish";
  }

  @Override
  public String summary() {
    return "Counts the pairs of graphs of a file (graph6, TU text or zip, edge lists) that the"
        + " adjacency and polynomials of degree 5 and 6 leave alike.";
  }

  @Override
  public NoOptions options() {
    return new NoOptions();
  }

  @Override
  public Table run(NoOptions options, ToolJob job) throws Exception {
    List<Graph> graphs = GraphFiles.read(job.file()).graphs();
    Table.Builder table =
        Table.of("Pairs that are not told apart").columns("features").lower("pairs");
    long all = (long) graphs.size() * (graphs.size() - 1) / 2;
    table.row("none", all);
    for (int degree : new int[] {0, 5, 6}) {
      table.row(
          degree == 0 ? "adjacency" : "adjacency, degree 5" + (degree == 6 ? " and 6" : ""),
          RegularStudy.alike(graphs, degree));
    }
    return table.build();
  }
}
