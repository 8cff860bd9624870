package polyad.geometry.polynomials;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.Graph;
import polyad.data.GraphFiles;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** {@code polyad tool equivariant-graph-polynomials features}: polynomials of the user's graphs. */
final class FeaturesTool implements Tool<FeaturesTool.Options> {

  record Options(
      @Describe("largest degree of the pair features that edge-based networks lack; 5 or 6")
          int degree,
      @Describe("patterns instead, such as 0>1,1>2,2>0;red 0; several between |")
          Optional<String> patterns,
      @Describe("raw numbers, or normalised as released") PolynomialFeatures.Normalization scale,
      @Describe("safetensors file to write, graph.N [terms, n, n] each") Optional<Path> file) {
    Options {
      ConfigChecks.between("degree", degree, 5, 6);
    }
  }

  @Override
  public String name() {
    return "features";
  }

  @Override
  public String summary() {
    return "Polynomial features of graphs (graph6, TU text or zip, edge lists) into safetensors.";
  }

  @Override
  public Options options() {
    return new Options(
        6, Optional.empty(), PolynomialFeatures.Normalization.NONE, Optional.empty());
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    List<Multigraph> terms = terms(options);
    PolynomialFeatures features = new PolynomialFeatures(terms, options.scale());
    List<Graph> graphs = GraphFiles.read(job.file()).graphs();
    Table.Builder table = Table.of("Sums over all pairs of nodes").columns("graph", "nodes");
    table.columns(terms.stream().map(Multigraph::toString).toArray(String[]::new));
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> all = new LinkedHashMap<>();
      for (int g = 0; g < graphs.size(); g++) {
        Graph graph = graphs.get(g);
        Tensor adjacency = Tensor.of(graph.adjacency(), graph.size(), graph.size());
        Tensor values = UsageException.naming(job.file(), () -> features.transform(adjacency));
        all.put("graph." + (g + 1), values);
        List<Object> row = new ArrayList<>(List.of(g + 1, graph.size()));
        for (double sum : values.sum(1, 2).toDoubleArray()) {
          row.add(sum);
        }
        table.row(row.toArray());
      }
      if (options.file().isPresent()) {
        TensorFiles.writeSafetensors(
            options.file().get(),
            all,
            Map.of("terms", String.join("|", terms.stream().map(Multigraph::toString).toList())));
      }
    }
    return table.build();
  }

  private static List<Multigraph> terms(Options options) {
    if (options.patterns().isEmpty()) {
      return ExtraPolynomials.ofPairsUpTo(options.degree());
    }
    List<Multigraph> terms = new ArrayList<>();
    for (String text : options.patterns().get().split("\\|", -1)) {
      try {
        terms.add(Multigraph.parse(text));
      } catch (IllegalArgumentException e) {
        throw new UsageException("patterns: " + e.getMessage(), e);
      }
    }
    return terms;
  }
}
