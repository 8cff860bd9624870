package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.List;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Table;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Patterns counted two ways, ranks of their polynomials, plans against sums, powers of networks.
 */
final class BasisStudy {
  private static final int MULTIGRAPH_EDGES = 3;
  private static final int NAIVE_NODES = 3;
  private static final double RANK_TOLERANCE = 1e-9;

  private final PolynomialsConfig config;
  private final Run run;

  /** A rank test: patterns with exactly d edges on n nodes. */
  record Rank(int reds, int degree, int nodes, int rank, long patterns, long burnside) {}

  /** Plans against naive sums. */
  record Plans(int patterns, double worst) {}

  BasisStudy(PolynomialsConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    run.report().section("The basis");
    counts();
    ranks();
    plans();
    powers();
  }

  private void counts() {
    long[][] expected = {{1, 2, 11, 52}, {1, 5, 32, 199}, {2, 15, 117, 877}};
    Table.Builder table =
        Table.of("Patterns with exactly d edges, by enumeration (by Burnside's lemma)")
            .columns("reds", "d = 0", "d = 1", "d = 2", "d = 3");
    boolean same = true;
    for (int reds = 0; reds <= 2; reds++) {
      var patterns =
          new MultigraphEnumerator(MULTIGRAPH_EDGES, reds, MultigraphEnumerator.Kind.DIRECTED);
      Object[] row = new Object[MULTIGRAPH_EDGES + 2];
      row[0] = reds;
      for (int d = 0; d <= MULTIGRAPH_EDGES; d++) {
        long found = patterns.withEdges(d).size();
        long orbits = BurnsideCount.of(Math.max(1, 2 * d + reds), d, reds);
        row[d + 1] = "%d (%d)".formatted(found, orbits);
        same &= found == expected[reds][d] && found == orbits;
      }
      table.row(row);
    }
    run.report()
        .table(table.build())
        .check(Check.that("counts equal the known ones and Burnside's", same));
  }

  private void ranks() throws Exception {
    int[][] cases = {{2, 1, 6}, {1, 1, 6}, {0, 1, 6}, {1, 2, 6}, {2, 2, 6}, {2, 2, 5}};
    long[] expected = {15, 5, 2, 32, 117, 116};
    Table.Builder table =
        Table.of("Rank of the polynomials on random matrices")
            .columns("reds", "degree", "nodes", "patterns", "rank", "dimension by Burnside")
            .note(
                "%d draws stacked, singular values above %s of the largest"
                    .formatted(config.rankDraws(), RANK_TOLERANCE));
    boolean exact = true;
    for (int k = 0; k < cases.length; k++) {
      int[] c = cases[k];
      Rank r = run.once("rank-" + k, Rank.class, () -> rank(c[0], c[1], c[2]));
      table.row(r.reds(), r.degree(), r.nodes(), r.patterns(), r.rank(), r.burnside());
      exact &= r.rank() == expected[k] && r.rank() == r.burnside();
    }
    run.report()
        .table(table.build())
        .text(
            "Patterns with d edges and r reds are independent from n = 2d + r on; on five nodes one"
                + " of 117 depends on the others.")
        .check(Check.that("ranks are 15, 5, 2, 32, 117 on six nodes and 116 on five", exact))
        .claim(
            Claim.exact(
                "C2",
                "a basis: rank of degree 2 with two reds equals the number of multigraphs",
                run.once("rank-4", Rank.class, () -> rank(2, 2, 6)).rank(),
                new Bound.Between(117, 117)));
  }

  private Rank rank(int reds, int degree, int n) {
    List<Multigraph> patterns =
        new MultigraphEnumerator(degree, reds, MultigraphEnumerator.Kind.DIRECTED)
            .withEdges(degree);
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(run.seed());
      Tensor x = Tensor.randn(rng, DType.F64, config.rankDraws(), n, n);
      List<Tensor> columns = new ArrayList<>();
      for (Multigraph h : patterns) {
        Tensor values = new EquivariantPolynomial(h).apply(x).reshape(-1);
        columns.add(values.div(values.norm()));
      }
      double[] s = Linalg.svdvals(Tensor.stack(1, columns)).toDoubleArray();
      int rank = 0;
      for (double value : s) {
        rank += value > RANK_TOLERANCE * s[0] ? 1 : 0;
      }
      return new Rank(reds, degree, n, rank, patterns.size(), BurnsideCount.of(n, degree, reds));
    }
  }

  private void plans() throws Exception {
    Plans plans = run.once("plans", Plans.class, this::comparePlans);
    run.report()
        .check(
            Check.atMost(
                    "plan against naive sum, relative, worst of %d patterns"
                        .formatted(plans.patterns()),
                    plans.worst(),
                    1e-9)
                .note("all with up to %d edges".formatted(config.plannerEdges())));
  }

  private Plans comparePlans() {
    int count = 0;
    double worst = 0;
    for (int reds = 0; reds <= 2; reds++) {
      var patterns =
          new MultigraphEnumerator(config.plannerEdges(), reds, MultigraphEnumerator.Kind.DIRECTED);
      for (Multigraph h : patterns.all()) {
        run.stopIfRequested();
        try (var _ = TensorScope.open()) {
          Tensor x = Tensor.randn(new Generator(++count), DType.F64, NAIVE_NODES, NAIVE_NODES);
          EquivariantPolynomial polynomial = new EquivariantPolynomial(h);
          Tensor naive = polynomial.applyNaively(x);
          double gap = polynomial.apply(x).sub(naive).abs().max().item();
          worst = Math.max(worst, gap / Math.max(1, naive.abs().max().item()));
        }
      }
    }
    return new Plans(count, worst);
  }

  private void powers() {
    Table.Builder table =
        Table.of("What networks compute: all polynomials up to a degree")
            .columns("network", "prototype", "graph", "node", "edge", "first missing", "holds");
    for (GraphModelKind kind : GraphModelKind.values()) {
      ExpressivePower power = ExpressivePower.of(kind);
      List<ExpressivePower.Power> all = new ArrayList<>();
      for (int reds = 0; reds <= power.prototype().reds(); reds++) {
        all.add(power.power(reds, config.edges()));
      }
      table.row(
          kind.name().replace("_PLUS", "++"),
          power.prototype().symbol(),
          degree(all.get(0)),
          degree(all.get(1)),
          all.size() > 2 ? degree(all.get(2)) : null,
          all.getLast().firstMissing().map(Multigraph::toString).orElse("none"),
          kind.note());
    }
    ExpressivePower.Power node = ExpressivePower.nodeBased().power(1, config.edges());
    ExpressivePower.Power edgeNode = ExpressivePower.edgeBased().power(1, config.edges());
    ExpressivePower.Power edge = ExpressivePower.edgeBased().power(2, config.edges());
    run.report()
        .table(table.build())
        .text(
            "Bounds of k-WL compare by graphs told apart, these by polynomials computed: message"
                + " passing is below 1-WL and 2-node-expressive, pairs with matrix products below"
                + " 2-FWL and 5-node- and 4-edge-expressive.")
        .text(drawn("F_n, one red", node))
        .text(drawn("F_e, one red", edgeNode))
        .text(drawn("F_e, two reds", edge))
        .check(Check.between("F_n: d-node-expressive", node.degree(), 2, 2))
        .check(Check.between("F_e: d-node-expressive", edgeNode.degree(), 5, 5))
        .check(Check.between("F_e: d-edge-expressive", edge.degree(), 4, 4))
        .claim(
            Claim.exact(
                "C4",
                "message passing is 2-node-expressive",
                node.degree(),
                new Bound.Between(2, 2)))
        .claim(
            Claim.exact(
                "C4b",
                "the edge-based prototype, PPGN++, is 5-node-expressive",
                edgeNode.degree(),
                new Bound.Between(5, 5)))
        .claim(Claim.exact("C4c", "and 4-edge-expressive", edge.degree(), new Bound.Between(4, 4)));
  }

  private static String degree(ExpressivePower.Power power) {
    return (power.complete() ? "≥ " : "") + power.degree();
  }

  private static String drawn(String what, ExpressivePower.Power power) {
    return power
        .firstMissing()
        .map(h -> "The first that %s lacks:\n\n```\n%s```".formatted(what, h.draw()))
        .orElse("%s lacks none so far.".formatted(what));
  }
}
