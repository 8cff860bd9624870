package polyad.geometry.tensorproducts;

import java.util.LinkedHashMap;
import java.util.Map;
import polyad.algebra.Rotations;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Table;
import polyad.geometry.CgProduct;
import polyad.geometry.EquivariantProduct;
import polyad.geometry.GauntTensorProduct;
import polyad.geometry.MatrixTensorProduct;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** What holds exactly: equivariance, agreement of back ends, expressivity. */
final class ExactStudy {
  /** With Lo = 2L and Lo = L, from L = 1: paths of cg, even paths, 4L+1; paths of cg, 3L+1. */
  private static final int[][] KNOWN = {
    {6, 5, 5, 5, 4},
    {19, 14, 9, 15, 7},
    {44, 30, 13, 34, 10},
    {85, 55, 17, 65, 13},
    {146, 91, 21, 111, 16}
  };

  private final TensorProductsConfig config;
  private final Run run;

  ExactStudy(TensorProductsConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() {
    run.report().section("Exactness");
    equivariance();
    backends();
    run.report().section("Expressivity");
    expressivity();
  }

  private void equivariance() {
    Table.Builder table =
        Table.of("Equivariance error, relative, over random rotations (improper ones too)")
            .columns("product", "L", "float64", "float32");
    double wide = 0;
    double narrow = 0;
    for (int l = 1; l <= Math.min(4, config.exactLmax()); l++) {
      try (var _ = TensorScope.open()) {
        Map<String, EquivariantProduct> products = new LinkedHashMap<>(NamedProducts.of(l, 2 * l));
        products.putAll(NamedProducts.fields(l));
        for (var entry : products.entrySet()) {
          boolean improper = !NamedProducts.isProperOnly(entry.getKey());
          double f64 = error(entry.getValue(), DType.F64, improper);
          double f32 = error(entry.getValue(), DType.F32, improper);
          wide = Math.max(wide, f64);
          narrow = Math.max(narrow, f32);
          table.row(entry.getKey(), l, f64, f32);
        }
      }
    }
    run.report()
        .table(table.build())
        .check(Check.atMost("equivariance error of every product, float64", wide, 1e-9))
        .check(Check.atMost("equivariance error of every product, float32", narrow, 1e-4));
  }

  private static double error(EquivariantProduct product, DType dtype, boolean improper) {
    Generator rng = new Generator(3);
    Tensor proper = Rotations.random(rng, DType.F64, 3, 3);
    Tensor rotation = improper ? Tensor.cat(0, proper, proper.neg()) : proper;
    long n = rotation.size(0);
    Tensor x = Tensor.randn(rng, DType.F64, n, 1, product.irrepsIn1().dim()).to(dtype);
    Tensor y = Tensor.randn(rng, DType.F64, n, 1, product.irrepsIn2().dim()).to(dtype);
    Tensor turnedX = x.matmul(product.irrepsIn1().wignerD(rotation).to(dtype).mT());
    Tensor turnedY = y.matmul(product.irrepsIn2().wignerD(rotation).to(dtype).mT());
    Tensor expected =
        product.forward(x, y).matmul(product.irrepsOut().wignerD(rotation).to(dtype).mT());
    double size = 1 + expected.abs().max().item();
    return product.forward(turnedX, turnedY).sub(expected).abs().max().item() / size;
  }

  private void backends() {
    double worst = 0;
    for (int l = 1; l <= config.exactLmax(); l++) {
      try (var _ = TensorScope.open()) {
        Generator rng = new Generator(l);
        Tensor x = Tensor.randn(rng, DType.F64, 4, (l + 1L) * (l + 1));
        Tensor y = Tensor.randn(rng, DType.F64, 4, (l + 1L) * (l + 1));
        Tensor expected = null;
        for (var backend : GauntTensorProduct.Backend.values()) {
          Tensor z = new GauntTensorProduct(l, l, 2 * l, backend).forward(x, y);
          expected = expected == null ? z : expected;
          worst = Math.max(worst, z.sub(expected).abs().max().item());
        }
      }
    }
    run.report()
        .check(
            Check.atMost("grid, Fourier and Gaunt table: largest difference", worst, 1e-10)
                .note("L up to " + config.exactLmax() + ", float64"));
  }

  private void expressivity() {
    Table.Builder table =
        Table.of("Expressivity and interactable triples")
            .columns(
                "L",
                "Lo",
                "cg",
                "cg, even paths",
                "gaunt",
                "matrix",
                "triples: cg",
                "triples: gaunt",
                "triples: matrix",
                "gaunt, 4 channels")
            .note("cg keeps every path apart, so its expressivity is the number of paths");
    boolean exact = true;
    for (int l = 1; l <= config.expressivityLmax(); l++) {
      for (int lo : new int[] {2 * l, l}) {
        try (var _ = TensorScope.open()) {
          Expressivity cg = Expressivity.of(cg(l, lo, false));
          Expressivity even = Expressivity.of(cg(l, lo, true));
          GauntTensorProduct product = new GauntTensorProduct(l, l, lo);
          Expressivity gaunt = Expressivity.of(product);
          // The matrices of large degrees take long and bring nothing new.
          Expressivity matrix =
              l > 4
                  ? null
                  : Expressivity.of(new MatrixTensorProduct(l, l, lo, CgProduct.Scale.NORM));
          table.row(
              l,
              lo,
              cg.rank(),
              even.rank(),
              gaunt.rank(),
              matrix == null ? null : matrix.rank(),
              cg.triples(),
              gaunt.triples(),
              matrix == null ? null : matrix.triples(),
              Expressivity.ofChannels(product, 4, 1));
          if (l <= KNOWN.length) {
            int[] known = KNOWN[l - 1];
            boolean whole = lo == 2 * l;
            exact &= cg.rank() == (whole ? known[0] : known[3]);
            exact &= gaunt.rank() == (whole ? known[2] : known[4]);
            exact &= !whole || even.rank() == known[1];
            exact &= matrix == null || matrix.rank() == (whole ? known[2] : known[4]);
            exact &= matrix == null || matrix.triples() == cg.triples();
          }
          exact &= !gaunt.interactable()[1][1][1];
        }
      }
    }
    run.report()
        .table(table.build())
        .check(
            Check.that(
                "expressivities are the known ones; gaunt never reaches 1 x 1 -> 1, matrix reaches"
                    + " every triple",
                exact));
  }

  private static CgProduct cg(int l, int lo, boolean even) {
    return new CgProduct(l, l, CgProduct.paths(l, l, lo, even), CgProduct.Scale.NONE, false);
  }
}
