package polyad.geometry.polynomials;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Table;
import polyad.data.DataSets;
import polyad.data.Graph;
import polyad.data.Graph6;
import polyad.data.generate.StronglyRegularGraphs;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Strongly regular graphs, and all connected graphs of eight nodes, told apart. */
final class RegularStudy {
  private static final String SET = "graph-expressivity";
  private static final int[] DEGREES = {0, 5, 6};
  private static final double SAME = 1e-9;

  private final PolynomialsConfig config;
  private final Run run;
  private final DataSets sets;

  /** Pairs left by the adjacency, with degree 5, with degrees 5 and 6. */
  record Left(long adjacency, long five, long six) {
    static Left of(List<Graph> family) {
      return new Left(alike(family, 0), alike(family, 5), alike(family, 6));
    }
  }

  /** Pairs of outputs that are equal, and the largest relative difference among these. */
  record Outputs(int equal, double least) {}

  /** Pairs of the graphs of eight nodes. */
  record Eight(long nodes, long nodesWithPolynomials, long pairs) {}

  RegularStudy(PolynomialsConfig config, Run run) throws IOException {
    this.config = config;
    this.run = run;
    this.sets = DataSets.open(run.data());
  }

  /** Pairs that the adjacency and the pair features up to a degree leave alike. */
  static long alike(List<Graph> family, int degree) {
    List<Multigraph> terms = ExtraPolynomials.ofPairsUpTo(degree);
    return GraphDistinguisher.count(family, g -> GraphDistinguisher.pairMultiset(g, terms));
  }

  void report() throws Exception {
    run.report().section("Telling graphs apart");
    Optional<Path> file = sets.file(SET, "sr251256.g6");
    Map<String, List<Graph>> families = new LinkedHashMap<>();
    families.put("SR(16,6,2,2)", StronglyRegularGraphs.sr16622());
    families.put("SR(28,12,6,4)", StronglyRegularGraphs.sr281264());
    if (file.isPresent()) {
      families.put("SR(25,12,5,6)", Graph6.read(file.get()));
    }
    multisets(families);
    if (file.isPresent()) {
      untrained(Graph6.read(file.get()));
    } else {
      run.report().text("SR(25,12,5,6) is not at hand (data set " + SET + ").");
    }
    Optional<Path> eight = sets.file(SET, "graph8c.g6.gz");
    if (config.graph8c() && eight.isPresent()) {
      eight(Graph6.read(eight.get()));
    }
  }

  private void multisets(Map<String, List<Graph>> families) throws Exception {
    Map<String, Left> expected =
        Map.of(
            "SR(16,6,2,2)", new Left(1, 0, 0),
            "SR(28,12,6,4)", new Left(6, 0, 0),
            "SR(25,12,5,6)", new Left(105, 6, 0));
    Table.Builder table =
        Table.of("Pairs of strongly regular graphs that one look at all pairs of nodes leaves")
            .columns("family", "pairs")
            .lower("adjacency")
            .lower("and degree 5")
            .lower("and degree 6")
            .note(
                "exact; other families: polyad tool "
                    + EquivariantGraphPolynomialsMethod.SLUG
                    + " distinguish FILE.g6");
    List<Check> checks = new ArrayList<>();
    for (var family : families.entrySet()) {
      List<Graph> graphs = family.getValue();
      Left left =
          run.once(
              "alike-" + family.getKey().replaceAll("\\W+", "-"),
              Left.class,
              () -> Left.of(graphs));
      long all = (long) graphs.size() * (graphs.size() - 1) / 2;
      table.row(family.getKey(), all, left.adjacency(), left.five(), left.six());
      checks.add(
          Check.that(
              "%s: pairs left are %s".formatted(family.getKey(), expected.get(family.getKey())),
              left.equals(expected.get(family.getKey()))));
    }
    run.report().table(table.build());
    checks.forEach(run.report()::check);
  }

  private void untrained(List<Graph> graphs) throws Exception {
    Table.Builder table =
        Table.of("SR(25,12,5,6) by an untrained PPGN++ of the release's shape, double precision")
            .columns("features", "scale")
            .lower("equal pairs of 105")
            .columns("least difference of the rest")
            .note("equal: outputs differ by at most 1e-9 of the mean norm");
    int[] equal = new int[DEGREES.length];
    for (int i = 0; i < DEGREES.length; i++) {
      int degree = DEGREES[i];
      Outputs o = run.once("sr25-" + degree, Outputs.class, () -> outputs(graphs, degree, true));
      equal[i] = o.equal();
      String name = degree == 0 ? "adjacency" : degree == 5 ? "and degree 5" : "and degrees 5, 6";
      table.row(name, "largest of the family", o.equal(), o.least());
    }
    for (int degree : new int[] {5, 6}) {
      Outputs o =
          run.once("sr25-own-" + degree, Outputs.class, () -> outputs(graphs, degree, false));
      String name = degree == 5 ? "and degree 5" : "and degrees 5, 6";
      table.row(name, "as released, per graph", o.equal(), o.least());
    }
    run.report()
        .table(table.build())
        .text(
            "The released scale makes a single channel a mask of 0 and 1, which knows no more than"
                + " the adjacency. Raw values of degree 6 would overflow single precision within"
                + " four blocks.")
        .check(Check.between("untrained PPGN++, adjacency: equal pairs", equal[0], 105, 105))
        .check(Check.between("untrained PPGN++, degree 5: equal pairs", equal[1], 0, 0))
        .check(Check.between("untrained PPGN++, degrees 5 and 6: equal pairs", equal[2], 0, 0));
  }

  private Outputs outputs(List<Graph> graphs, int degree, boolean familyScale) {
    List<Multigraph> terms = ExtraPolynomials.ofPairsUpTo(degree);
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad();
        Ppgn network =
            new Ppgn(PpgnConfig.stronglyRegular(terms.size() + 1), new Generator(run.seed()))) {
      network.to(DType.F64);
      Tensor adjacency = GraphEncoder.padded(graphs); // [B, n, n]
      int b = graphs.size();
      long n = adjacency.size(1);
      Tensor x = adjacency.unsqueeze(1);
      if (!terms.isEmpty()) {
        x = Tensor.cat(1, features(terms, adjacency, familyScale), x);
      }
      Tensor mask = Tensor.ones(DType.F64, b, 1, n, n);
      Tensor y = network.forward(x, mask, Tensor.full(n, DType.F64, b, 1)); // [B, 16]
      return compared(y);
    }
  }

  private static Tensor features(List<Multigraph> terms, Tensor adjacency, boolean familyScale) {
    if (!familyScale) {
      return new PolynomialFeatures(terms, PolynomialFeatures.Normalization.RELEASED)
          .transform(adjacency);
    }
    Tensor raw =
        new PolynomialFeatures(terms, PolynomialFeatures.Normalization.NONE).transform(adjacency);
    return raw.div(raw.amax(true, 0, 2, 3).clampMin(1));
  }

  private static Outputs compared(Tensor y) {
    int b = (int) y.size(0);
    double scale = y.norm(2, false, 1).mean().item();
    int equal = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < b; i++) {
      for (int j = i + 1; j < b; j++) {
        double gap = y.get(i).sub(y.get(j)).norm().item() / scale;
        if (gap <= SAME) {
          equal++;
        } else {
          least = Math.min(least, gap);
        }
      }
    }
    return new Outputs(equal, Double.isInfinite(least) ? 0 : least);
  }

  private void eight(List<Graph> graphs) throws Exception {
    Eight eight =
        run.once(
            "graph8c",
            Eight.class,
            () ->
                new Eight(
                    GraphDistinguisher.afterNodeRefinement(graphs, List.of()),
                    GraphDistinguisher.afterNodeRefinement(graphs, ExtraPolynomials.ofNodesUpTo(3)),
                    GraphDistinguisher.afterPairRefinement(graphs)));
    run.report()
        .table(
            Table.of("The %d connected graphs of eight nodes".formatted(graphs.size()))
                .columns("refinement")
                .lower("pairs left")
                .row("colours of nodes (1-WL, F_n)", eight.nodes())
                .row("the same from polynomials to degree 3", eight.nodesWithPolynomials())
                .row("colours of pairs (2-FWL, F_e)", eight.pairs())
                .build())
        .check(Check.between("graph8c: pairs that 1-WL leaves", eight.nodes(), 312, 312))
        .check(Check.between("graph8c: pairs that 2-FWL leaves", eight.pairs(), 0, 0))
        .check(
            Check.atMost(
                "graph8c: pairs left with polynomials to degree 3",
                eight.nodesWithPolynomials(),
                311));
  }
}
