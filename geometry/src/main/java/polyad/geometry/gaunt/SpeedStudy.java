package polyad.geometry.gaunt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.PowerLaw;
import polyad.catalog.report.Table;
import polyad.geometry.GauntTensorProduct;
import polyad.geometry.ProductTiming;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Times of products and many-body products, with fitted exponents. */
final class SpeedStudy {
  private final GauntConfig config;
  private final Run run;
  private final ProductTiming timing;

  /** Milliseconds of each product at a degree, and multiplications of one channel. */
  record Row(int l, double cg, double fourier, double dense, double separable, long fourierMults) {}

  /** Milliseconds of the many-body products at a degree. */
  record BodyRow(int l, int factors, double contraction, double fourier, double grid) {}

  SpeedStudy(GauntConfig config, Run run) {
    this.config = config;
    this.run = run;
    this.timing = new ProductTiming(config.timingBatch(), config.timingChannels(), true);
  }

  void report() throws Exception {
    run.report().section("Speed");
    List<Row> rows = new ArrayList<>();
    for (int l = 1; l <= config.lmax(); l++) {
      int degree = l;
      rows.add(run.once("product-" + l, Row.class, () -> measure(degree)));
    }
    products(rows);
    List<BodyRow> bodies = new ArrayList<>();
    for (int l = 1; l <= 4; l++) {
      for (int factors = 2; factors <= 3; factors++) {
        int degree = l;
        int nu = factors;
        if (l < 4 || factors == 2) {
          bodies.add(run.once("body-" + l + "-" + nu, BodyRow.class, () -> body(degree, nu)));
        }
      }
    }
    bodies(bodies);
  }

  private Row measure(int l) {
    try (var _ = TensorScope.open()) {
      double cg =
          timing.wholeMilliseconds(
              ProductTiming.elementwise(timing.channels(), l, 2 * l, new Generator(1)));
      return new Row(
          l,
          cg,
          gaunt(l, GauntTensorProduct.Backend.FOURIER),
          gaunt(l, GauntTensorProduct.Backend.GRID_DENSE),
          gaunt(l, GauntTensorProduct.Backend.GRID_SEPARABLE),
          fourierMultiplications(l));
    }
  }

  private double gaunt(int l, GauntTensorProduct.Backend backend) {
    return timing.milliseconds(new GauntTensorProduct(l, l, 2 * l, backend));
  }

  /** Multiplications by tables of the Fourier path, transforms left out: 2·in + out, O(L³). */
  static long fourierMultiplications(int l) {
    return 2 * tableEntries(l, l) + tableEntries(2 * l, 2 * l);
  }

  /** Multiplications of all even paths up to 2L for one channel, O(L⁶). */
  static double pathMultiplications(int l) {
    double count = 0;
    for (int a = 0; a <= l; a++) {
      for (int b = 0; b <= l; b++) {
        for (int c = Math.abs(a - b); c <= a + b; c += 2) {
          count += (2.0 * a + 1) * (2 * b + 1) * (2 * c + 1);
        }
      }
    }
    return count;
  }

  /** Σ over orders |m| of the (cos and sin) degrees times the frequencies 2·reach+1. */
  private static long tableEntries(int lmax, int reach) {
    long entries = 0;
    for (int m = -lmax; m <= lmax; m++) {
      entries += (lmax + 1L - Math.abs(m)) * (2L * reach + 1);
    }
    return entries;
  }

  private static double slope(List<Row> rows, ToDoubleFunction<Row> time) {
    List<Row> fitted = rows.stream().filter(r -> r.l() >= 3).toList();
    return PowerLaw.exponent(
        fitted.stream().mapToDouble(Row::l).toArray(), fitted.stream().mapToDouble(time).toArray());
  }

  private void products(List<Row> rows) {
    Table.Builder table =
        Table.of("Feature interaction up to 2L, forward and backward (ms)")
            .columns("L")
            .lower("CG, e3nn's uuu")
            .lower("Fourier")
            .lower("grid, dense")
            .lower("grid, separable")
            .columns("CG / grid", "table multiplications of Fourier")
            .note(
                "float32, %d rows x %d channels, best of several calls"
                    .formatted(timing.batch(), timing.channels()));
    for (Row r : rows) {
      double grid = Math.min(r.dense(), r.separable());
      table.row(
          r.l(), r.cg(), r.fourier(), r.dense(), r.separable(), r.cg() / grid, r.fourierMults());
    }
    double[] l = rows.stream().mapToDouble(Row::l).toArray();
    run.report()
        .table(table.build())
        .plot(
            new Plot.Lines(
                "Time of a feature interaction",
                Plot.Axis.log("L"),
                Plot.Axis.log("ms"),
                List.of(
                    Plot.Curve.of("CG", l, rows.stream().mapToDouble(Row::cg).toArray()),
                    Plot.Curve.of("Fourier", l, rows.stream().mapToDouble(Row::fourier).toArray()),
                    Plot.Curve.of(
                        "grid, dense", l, rows.stream().mapToDouble(Row::dense).toArray()),
                    Plot.Curve.of(
                        "grid, separable",
                        l,
                        rows.stream().mapToDouble(Row::separable).toArray()))));
    if (rows.size() >= 5) {
      slopes(rows);
    }
  }

  private void slopes(List<Row> rows) {
    double cg = slope(rows, Row::cg);
    double fourier = slope(rows, Row::fourier);
    double grid = slope(rows, Row::separable);
    run.report()
        .table(
            Table.of("Exponents of L, fitted from L = 3")
                .columns("product", "measured", "theory")
                .row("CG", cg, "6 dense paths")
                .row("Fourier", fourier, "3")
                .row("grid, separable", grid, "3")
                .row("grid, dense", slope(rows, Row::dense), "4")
                .build())
        .check(
            Check.atLeast(
                "multiplications: CG's exponent less that of the Fourier tables",
                slope(rows, r -> pathMultiplications(r.l()))
                    - slope(rows, r -> (double) r.fourierMults()),
                1))
        .claim(
            Claim.exact(
                "C3a",
                "measured: CG's exponent is above Fourier's by 1 or more",
                cg - fourier,
                new Bound.AtLeast(1)))
        .claim(
            Claim.exact(
                "C3b",
                "measured: CG's exponent is above the separable grid's by 1 or more",
                cg - grid,
                new Bound.AtLeast(1)))
        .claim(
            Claim.exact(
                "C3",
                "the full product falls from O(L^6) to O(L^3): the Fourier path's exponent is at"
                    + " most 3.5",
                fourier,
                new Bound.AtMost(3.5)));
  }

  private BodyRow body(int l, int factors) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(2);
      int n = timing.batch();
      int channels = timing.channels();
      Tensor x = Tensor.randn(rng, n, channels, (l + 1L) * (l + 1)).requiresGrad(true);
      Tensor one = Tensor.ones(n, 1);
      SymmetricContraction contraction = new SymmetricContraction(l, l, factors, 1, channels, rng);
      GauntManyBody fourier =
          new GauntManyBody(l, l, factors, 1, channels, GauntManyBody.Backend.FOURIER, rng);
      GauntManyBody grid =
          new GauntManyBody(l, l, factors, 1, channels, GauntManyBody.Backend.GRID, rng);
      return new BodyRow(
          l,
          factors,
          step(() -> contraction.forward(x, one), x),
          step(() -> fourier.forward(x, one), x),
          step(() -> grid.forward(x, one), x));
    }
  }

  private static double step(Supplier<Tensor> forward, Tensor x) {
    return ProductTiming.best(() -> Autograd.grad(forward.get().sum(), x, false));
  }

  private void bodies(List<BodyRow> rows) {
    Table.Builder table =
        Table.of("Many-body product of ν factors, forward and backward (ms)")
            .columns("L", "ν")
            .lower("symmetric contraction")
            .lower("Gaunt, Fourier")
            .lower("Gaunt, grid")
            .columns("contraction / grid");
    for (BodyRow r : rows) {
      table.row(
          r.l(), r.factors(), r.contraction(), r.fourier(), r.grid(), r.contraction() / r.grid());
    }
    run.report().table(table.build());
  }
}
