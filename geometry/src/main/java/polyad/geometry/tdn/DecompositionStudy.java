package polyad.geometry.tdn;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Table;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Error by rank, the bound on the loss of equivariance, and how many weights are shared. */
final class DecompositionStudy {
  private static final long SEED = 7;
  private static final int SWEEPS_OF_DEGREE_3 = 600;
  private static final int ROTATIONS = 8;
  // Below it, errors and bounds are rounding.
  private static final double ROUNDING = 1e-12;

  private final TdnExperimentConfig config;
  private final Run run;

  /**
   * A decomposition, measured.
   *
   * @param error relative, Frobenius
   * @param cancellation ‖A‖‖B‖‖C‖
   * @param bound 2‖M − M̃‖, Frobenius
   * @param tightBound the same with the operator norm
   * @param mean error of equivariance
   * @param largest error of equivariance
   */
  record Row(
      int lmax,
      int rank,
      double error,
      double cancellation,
      double bound,
      double tightBound,
      double mean,
      double largest,
      double seconds) {}

  /**
   * A decomposition averaged over rotations.
   *
   * @param mean error of equivariance
   */
  record Averaged(double error, double mean) {}

  /** A fit by stochastic gradients: its relative error. */
  record Stochastic(double error) {}

  DecompositionStudy(TdnExperimentConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    run.report().section("Decomposition");
    List<Row> rows = new ArrayList<>();
    for (int lmax = 1; lmax <= 3; lmax++) {
      for (int rank : config.ranks(lmax)) {
        run.stopIfRequested();
        int l = lmax;
        rows.add(run.once("rank-" + l + "-" + rank, Row.class, () -> measure(l, rank)));
      }
    }
    table(rows);
    judge(rows);
    averaged(rows);
    if (config.stochasticSteps() > 0) {
      stochastic();
    }
    sharing();
  }

  private Row measure(int lmax, int rank) {
    try (var _ = TensorScope.open()) {
      long start = System.nanoTime();
      Tensor exact = SharedPathTensor.of(lmax);
      CpDecomposition cp = fit(exact, lmax, rank);
      double seconds = (System.nanoTime() - start) / 1e9;
      EquivarianceError error = EquivarianceError.of(cp.tensor(), config.samples(), run.seed());
      return new Row(
          lmax,
          rank,
          cp.relativeError(),
          cp.cancellation(),
          cp.equivarianceBound(),
          2 * cp.operatorResidual(exact, run.seed()),
          error.mean(),
          error.largest(),
          seconds);
    }
  }

  private CpDecomposition fit(Tensor exact, int lmax, int rank) {
    return lmax <= 2
        ? CpDecomposition.als(exact, rank, config.starts(), config.sweeps(), SEED)
        : CpDecomposition.als(exact, rank, 1, Math.min(SWEEPS_OF_DEGREE_3, config.sweeps()), SEED);
  }

  private void table(List<Row> rows) {
    Table.Builder table =
        Table.of("CP decompositions of the shared-path tensor")
            .columns("L", "rank", "relative error", "‖A‖‖B‖‖C‖", "bound, Frobenius")
            .columns("bound, operator norm", "measured mean", "measured largest")
            .columns("largest / bound", "seconds")
            .note(
                "alternating least squares, float64; the bound is 2‖M - M̃‖ for unit vectors,"
                    + " measured on %d random rotations and inputs".formatted(config.samples()));
    for (Row r : rows) {
      table.row(
          r.lmax(),
          r.rank(),
          r.error(),
          r.cancellation(),
          r.bound(),
          r.tightBound(),
          r.mean(),
          r.largest(),
          // Where the rank is exact both are rounding.
          r.error() > 1e-9 ? (Object) (r.largest() / r.bound()) : "",
          r.seconds());
    }
    List<Plot.Curve> curves = new ArrayList<>();
    for (int lmax = 1; lmax <= 3; lmax++) {
      int l = lmax;
      List<Row> own = rows.stream().filter(r -> r.lmax() == l).toList();
      if (!own.isEmpty()) {
        curves.add(
            Plot.Curve.of(
                "L = " + l,
                own.stream().mapToDouble(Row::rank).toArray(),
                own.stream().mapToDouble(r -> Math.max(1e-16, r.error())).toArray()));
      }
    }
    run.report()
        .table(table.build())
        .plot(
            new Plot.Lines(
                "Relative error by rank",
                Plot.Axis.log("rank"),
                Plot.Axis.log("relative error"),
                curves));
  }

  private void judge(List<Row> rows) {
    limit(rows, 1, 8, 1e-10);
    limit(rows, 2, 40, 1e-8);
    limit(rows, 2, 28, 0.05);
    double worst = overBound(rows, Row::bound);
    double exact = exactError();
    run.report()
        .check(Check.atMost("error of equivariance over its bound, largest", worst, 1))
        .check(Check.atMost("error of equivariance of the exact product, L up to 3", exact, 1e-10))
        .claim(
            Claim.exact(
                "C2",
                "the error of equivariance has a uniform bound: measured over bound",
                worst,
                new Bound.AtMost(1)))
        .claim(
            Claim.exact(
                "C2b",
                "also with the operator norm in place of Frobenius'",
                overBound(rows, Row::tightBound),
                new Bound.AtMost(1)))
        .claim(
            Claim.exact(
                "C4",
                "one weight for all paths keeps equivariance: error of the exact product",
                exact,
                new Bound.AtMost(1e-12)));
    universality(rows);
  }

  private static double overBound(List<Row> rows, ToDoubleFunction<Row> bound) {
    return rows.stream()
        .mapToDouble(r -> (r.largest() - ROUNDING) / bound.applyAsDouble(r))
        .max()
        .orElse(0);
  }

  private double exactError() {
    double worst = 0;
    for (int lmax = 1; lmax <= 3; lmax++) {
      try (var _ = TensorScope.open()) {
        Tensor exact = SharedPathTensor.of(lmax);
        double error = EquivarianceError.of(exact, config.samples(), run.seed()).largest();
        worst = Math.max(worst, error);
      }
    }
    return worst;
  }

  /** The worse of the two degrees' best errors, where an exact rank is among the ranks of both. */
  private void universality(List<Row> rows) {
    double[] best = new double[2];
    for (int i = 0; i < best.length; i++) {
      int lmax = i + 1;
      OptionalDouble error =
          rows.stream().filter(r -> r.lmax() == lmax).mapToDouble(Row::error).min();
      if (error.isEmpty()) {
        return;
      }
      best[i] = error.getAsDouble();
    }
    run.report()
        .claim(
            Claim.exact(
                "C3",
                "any accuracy is reached: relative error at the largest ranks of degrees 1 and 2",
                Math.max(best[0], best[1]),
                new Bound.AtMost(1e-8)));
  }

  private void limit(List<Row> rows, int lmax, int rank, double limit) {
    rows.stream()
        .filter(r -> r.lmax() == lmax && r.rank() == rank)
        .forEach(
            r ->
                run.report()
                    .check(
                        Check.atMost(
                            "relative error, L = %d, rank %d".formatted(lmax, rank),
                            r.error(),
                            limit)));
  }

  /** What averaging over rotations at inference buys. */
  private void averaged(List<Row> rows) throws Exception {
    Table.Builder table =
        Table.of("Averaged over %d random rotations".formatted(ROTATIONS))
            .columns("L", "rank", "rank averaged")
            .columns("relative error", "averaged", "mean error of equivariance", "averaged");
    boolean any = false;
    for (int lmax = 1; lmax <= 2; lmax++) {
      int l = lmax;
      int rank = RankSchedule.QUADRATIC.rank(lmax);
      for (Row r : rows) {
        if (r.lmax() == lmax && (r.rank() == rank || (lmax == 1 && r.rank() == 6))) {
          Averaged a =
              run.once(
                  "averaged-" + lmax + "-" + r.rank(), Averaged.class, () -> average(l, r.rank()));
          any = true;
          table.row(lmax, r.rank(), ROTATIONS * r.rank(), r.error(), a.error(), r.mean(), a.mean());
        }
      }
    }
    if (any) {
      run.report().table(table.build());
    }
  }

  private Averaged average(int lmax, int rank) {
    try (var _ = TensorScope.open()) {
      Tensor exact = SharedPathTensor.of(lmax);
      CpDecomposition cp = fit(exact, lmax, rank).symmetrized(exact, ROTATIONS, run.seed());
      return new Averaged(
          cp.relativeError(),
          EquivarianceError.of(cp.tensor(), config.samples(), run.seed()).mean());
    }
  }

  /** The release's way to the factors beside least squares. */
  private void stochastic() throws Exception {
    Table.Builder table =
        Table.of("The release's fit: AdamW on random products")
            .columns("L", "rank")
            .lower("relative error")
            .note(config.stochasticSteps() + " steps, learning rate 1e-4 as released, and 1e-2");
    for (double lr : new double[] {1e-4, 1e-2}) {
      for (int rank : new int[] {7, 8}) {
        Stochastic fit =
            run.once(
                "sgd-" + rank + "-" + lr,
                Stochastic.class,
                () -> {
                  try (var _ = TensorScope.open()) {
                    return new Stochastic(
                        CpDecomposition.sgd(
                                SharedPathTensor.of(1), rank, config.stochasticSteps(), lr, SEED)
                            .relativeError());
                  }
                });
        table.row(1, "%d, rate %s".formatted(rank, lr), fit.error());
      }
    }
    run.report().table(table.build());
  }

  private void sharing() {
    int[] known = {5, 15, 34, 65, 111, 175};
    boolean right = true;
    Table.Builder table =
        Table.of("Weights of a product with one weight and with one for each path")
            .columns("L", "paths", "entries of M not zero", "uvu, shared", "uvu, each path")
            .columns("uvw, shared", "uvw, each path", "factors of CP, 7L²")
            .note("%d channels, of one sample; factors are not trained".formatted(channels()));
    for (int lmax = 1; lmax <= known.length; lmax++) {
      int paths = SharedPathTensor.paths(lmax).size();
      right &= paths == known[lmax - 1];
      long c = channels();
      long d = (lmax + 1L) * (lmax + 1);
      table.row(
          lmax,
          paths,
          entries(lmax),
          c,
          paths * c,
          c * c * c,
          paths * c * c * c,
          3 * d * RankSchedule.QUADRATIC.rank(lmax));
    }
    run.report()
        .table(table.build())
        .check(Check.that("paths of L = 1..6 are 5, 15, 34, 65, 111, 175", right));
  }

  private int channels() {
    return config.timingChannels();
  }

  private static long entries(int lmax) {
    try (var _ = TensorScope.open()) {
      return (long) SharedPathTensor.of(lmax).abs().gt(1e-12).to(DType.F64).sum().item();
    }
  }
}
