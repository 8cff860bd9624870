package polyad.geometry.polynomials;

import java.util.List;
import java.util.SplittableRandom;
import polyad.catalog.CpuTime;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.PowerLaw;
import polyad.catalog.report.Table;
import polyad.data.Graph;
import polyad.data.generate.RandomGraphs;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** What polynomials cost: exponents of plans, planned against naive time, large graphs. */
final class CostStudy {
  private static final int[] SIZES = {32, 64, 128, 192};
  private static final int REPEATS = 3;
  private static final Multigraph FOUR_CYCLE =
      ExtraPolynomials.cycles(4).get(1).withReds(List.of());
  private static final Multigraph K4 = ExtraPolynomials.ofPairs(6).getFirst();
  private static final double MEAN_DEGREE = 6;

  private final PolynomialsConfig config;
  private final Run run;

  /** Seconds. */
  record Large(double sparse, double dense) {}

  CostStudy(PolynomialsConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    if (config.denseNodes() == 0) {
      return;
    }
    run.report().section("Cost");
    slopes();
    large();
  }

  private void slopes() throws Exception {
    Table.Builder table =
        Table.of("One polynomial of a dense matrix (ms of one processor, best of " + REPEATS + ")")
            .columns("nodes")
            .lower("4-cycle")
            .lower("K4")
            .note("width 2 costs n³, width 3 n⁴; a naive sum of either costs n⁴");
    double[] nodes = new double[SIZES.length];
    double[] cycle = new double[SIZES.length];
    double[] clique = new double[SIZES.length];
    for (int i = 0; i < SIZES.length; i++) {
      int n = SIZES[i];
      double[] times =
          run.once(
              "time-" + n, double[].class, () -> new double[] {time(FOUR_CYCLE, n), time(K4, n)});
      nodes[i] = n;
      cycle[i] = times[0];
      clique[i] = times[1];
      table.row(n, times[0], times[1]);
    }
    double naive = run.once("naive", Double.class, () -> naive(SIZES[0]));
    run.report()
        .table(table.build())
        .check(Check.between("planned exponent of the 4-cycle", exponent(FOUR_CYCLE), 2.9, 3.1))
        .check(Check.between("planned exponent of K4", exponent(K4), 3.9, 4.1))
        .claim(
            Claim.exact(
                "C3",
                "tensor contractions: the 4-cycle's time grows no faster than n³ (exponent at most"
                    + " 3.3)",
                PowerLaw.exponent(nodes, cycle),
                new Bound.AtMost(3.3)))
        .claim(
            Claim.exact(
                "C3b",
                "K4's time grows no faster than n⁴ (exponent at most 4.3)",
                PowerLaw.exponent(nodes, clique),
                new Bound.AtMost(4.3)))
        .claim(
            Claim.exact(
                "C3c",
                "the planned 4-cycle is faster than the naive sum on %d nodes".formatted(SIZES[0]),
                naive / cycle[0],
                new Bound.AtLeast(1)));
  }

  private static double exponent(Multigraph h) {
    double few = ContractionPlan.of(h, 1_000).flops();
    double many = ContractionPlan.of(h, 100_000).flops();
    return Math.log(many / few) / Math.log(100);
  }

  private static double time(Multigraph h, int n) {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(1), DType.F64, n, n);
      EquivariantPolynomial polynomial = new EquivariantPolynomial(h);
      return best(() -> polynomial.apply(x).item());
    }
  }

  private static double naive(int n) {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(1), DType.F64, n, n);
      EquivariantPolynomial polynomial = new EquivariantPolynomial(FOUR_CYCLE);
      return best(() -> polynomial.applyNaively(x).item());
    }
  }

  /** Milliseconds of the fastest call after a first one. */
  private static double best(Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= REPEATS; i++) {
      double ms =
          1000
              * CpuTime.seconds(
                  () -> {
                    try (var _ = TensorScope.open()) {
                      work.run();
                    }
                  });
      best = i == 0 ? best : Math.min(best, ms);
    }
    return best;
  }

  private void large() throws Exception {
    Large large = run.once("large", Large.class, this::timeLarge);
    run.report()
        .table(
            Table.of("The twelve features of degree 5 and 6 of a random graph of mean degree 6")
                .columns("path", "nodes")
                .lower("seconds of one processor")
                .row("sparse, joins of neighbour lists", config.sparseNodes(), large.sparse())
                .row("dense, contractions", config.denseNodes(), large.dense())
                .build())
        .check(Check.atMost("seconds of the sparse path", large.sparse(), 2))
        .check(Check.atMost("seconds of the dense path", large.dense(), 10));
  }

  private Large timeLarge() {
    SplittableRandom random = new SplittableRandom(run.seed());
    Graph wide = RandomGraphs.erdosRenyi(Math.max(7, config.sparseNodes()), MEAN_DEGREE, random);
    List<Multigraph> terms = ExtraPolynomials.ofPairsUpTo(6);
    double sparse =
        CpuTime.seconds(() -> terms.forEach(h -> new SparsePolynomial(h, false).of(wide)));
    Graph small = RandomGraphs.erdosRenyi(Math.max(7, config.denseNodes()), MEAN_DEGREE, random);
    double dense =
        CpuTime.seconds(
            () -> {
              try (var _ = TensorScope.open()) {
                Tensor adjacency = Tensor.of(small.adjacency(), small.size(), small.size());
                new PolynomialFeatures(terms, PolynomialFeatures.Normalization.NONE)
                    .transform(adjacency);
              }
            });
    return new Large(sparse, dense);
  }
}
