package polyad.geometry.gaunt;

import java.util.List;
import polyad.algebra.Rotations;
import polyad.algebra.o3.GauntCoefficients;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.Normalization;
import polyad.algebra.o3.S2Grid;
import polyad.algebra.o3.Wigner3j;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Table;
import polyad.geometry.CgProduct;
import polyad.geometry.GauntTensorProduct;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** The identities behind the method, in double precision. */
final class OperationStudy {
  private static final double TIGHT = 1e-10;

  private final int lmax;
  private final Run run;

  OperationStudy(int lmax, Run run) {
    this.lmax = Math.min(lmax, 6);
    this.run = run;
  }

  private static double largest(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item();
  }

  void report() {
    run.report().section("Operations");
    try (var _ = TensorScope.open()) {
      tables();
      backends();
      classes();
    }
  }

  /** Gaunt coefficients are integrals of three harmonics, and √(∏(2l+1)/4π)·|3j(000)|·3j. */
  private void tables() {
    S2Grid grid = S2Grid.exactFor(3 * lmax);
    Tensor y = grid.harmonics(lmax);
    Tensor weighted = y.mul(grid.areas());
    double worst = 0;
    int triples = 0;
    for (int l1 = 0; l1 <= lmax; l1++) {
      for (int l2 = 0; l2 <= lmax; l2++) {
        for (int l3 = Math.abs(l1 - l2); l3 <= Math.min(lmax, l1 + l2); l3++) {
          Tensor a = y.narrow(0, (long) l1 * l1, 2L * l1 + 1).unsqueeze(1);
          Tensor b = y.narrow(0, (long) l2 * l2, 2L * l2 + 1).unsqueeze(0);
          Tensor integral = a.mul(b).matmul(weighted.narrow(0, (long) l3 * l3, 2L * l3 + 1).mT());
          Tensor formula = Wigner3j.tensor(l1, l2, l3).mul(GauntCoefficients.factor(l1, l2, l3));
          worst = Math.max(worst, largest(integral, formula));
          triples++;
        }
      }
    }
    run.report()
        .check(
            Check.atMost("Gaunt identity, largest difference over all triples", worst, 1e-12)
                .note(triples + " triples up to l = " + lmax + ", against quadrature"));
  }

  private void backends() {
    Table.Builder table =
        Table.of("Back ends against the Gaunt table, largest difference (float64)")
            .columns("L", "grid dense", "grid separable", "Fourier", "Fourier direct");
    double worst = 0;
    for (int l = 1; l <= lmax; l++) {
      Generator rng = new Generator(l);
      Tensor x = Tensor.randn(rng, DType.F64, 4, (l + 1L) * (l + 1));
      Tensor y = Tensor.randn(rng, DType.F64, 4, (l + 1L) * (l + 1));
      Tensor expected = product(l, GauntTensorProduct.Backend.TABLE).forward(x, y);
      double[] errors = new double[4];
      int at = 0;
      for (var backend :
          List.of(
              GauntTensorProduct.Backend.GRID_DENSE,
              GauntTensorProduct.Backend.GRID_SEPARABLE,
              GauntTensorProduct.Backend.FOURIER,
              GauntTensorProduct.Backend.FOURIER_DIRECT)) {
        errors[at] = largest(product(l, backend).forward(x, y), expected);
        worst = Math.max(worst, errors[at++]);
      }
      table.row(l, errors[0], errors[1], errors[2], errors[3]);
    }
    run.report().table(table.build()).check(Check.atMost("back ends agree", worst, TIGHT));
  }

  private static GauntTensorProduct product(int l, GauntTensorProduct.Backend backend) {
    return new GauntTensorProduct(l, l, 2 * l, backend);
  }

  private void classes() {
    double interaction = 0;
    double convolution = 0;
    double slope = 0;
    double manyBody = 0;
    double equivariance = 0;
    for (int l = 1; l <= Math.min(4, lmax); l++) {
      interaction = Math.max(interaction, interactionError(l));
      double[] errors = convolutionErrors(l);
      convolution = Math.max(convolution, errors[0]);
      slope = Math.max(slope, errors[1]);
      manyBody = Math.max(manyBody, manyBodyError(l));
      equivariance = Math.max(equivariance, equivarianceError(l));
    }
    run.report()
        .check(Check.atMost("class 1 equals the Clebsch-Gordan sum over paths", interaction, 1e-9))
        .check(Check.atMost("class 2: both routes agree, poles included", convolution, 1e-9))
        .check(
            Check.atMost(
                "class 2: both routes have the same derivative by the edge, poles included",
                slope,
                1e-9))
        .check(Check.atMost("class 3: grid and Fourier equal the Gaunt sums", manyBody, 1e-9))
        .check(Check.atMost("equivariance of the three classes", equivariance, 1e-9));
  }

  /** Σ over paths of the weights times Gaunt's factor times the 3j product. */
  private static double interactionError(int l) {
    Generator rng = new Generator(20 + l);
    GauntTensorProduct product = new GauntTensorProduct(l, l, 2 * l);
    GauntFeatureInteraction layer = new GauntFeatureInteraction(3, product, rng);
    layer.to(DType.F64);
    Tensor x = Tensor.randn(rng, DType.F64, 5, 3, (l + 1L) * (l + 1));
    Tensor y = Tensor.randn(rng, DType.F64, 5, 3, (l + 1L) * (l + 1));
    Tensor z = layer.forward(x, y);
    List<CgProduct.Path> paths = CgProduct.paths(l, l, 2 * l, true);
    CgProduct cg = new CgProduct(l, l, paths, CgProduct.Scale.NONE, false);
    Tensor parts = cg.forward(x, y);
    Tensor sum = z.zerosLike();
    for (int p = 0; p < paths.size(); p++) {
      CgProduct.Path path = cg.paths().get(p);
      int l3 = path.l3();
      Tensor weight =
          layer
              .weight("weight1")
              .value()
              .select(1, path.l1())
              .mul(layer.weight("weight2").value().select(1, path.l2()))
              .mul(layer.weight("weight_out").value().select(1, l3))
              .unsqueeze(-1);
      Tensor part =
          parts
              .narrow(-1, cg.irrepsOut().offset(p), 2L * l3 + 1)
              .mul(weight)
              .mul(GauntCoefficients.factor(path.l1(), path.l2(), l3));
      long before = (long) l3 * l3;
      sum = sum.add(part.pad(new long[] {before, z.size(-1) - before - 2L * l3 - 1}, 0));
    }
    return largest(z, sum);
  }

  private static Tensor edges(Generator rng) {
    Tensor poles = Tensor.of(new double[][] {{0, 1, 0}, {0, -2, 0}, {0, 1e-9, 1}});
    return Tensor.cat(0, poles, Tensor.randn(rng, DType.F64, 5, 3));
  }

  private static GauntConvolution convolution(int l, GauntConvolution.Route route) {
    return new GauntConvolution(l, l, l, Normalization.NORM, route);
  }

  private static double[] convolutionErrors(int l) {
    Generator rng = new Generator(40 + l);
    Tensor r = edges(rng).requiresGrad(true);
    Tensor x = Tensor.randn(rng, DType.F64, r.size(0), 2, (l + 1L) * (l + 1));
    Tensor h = Tensor.randn(rng, DType.F64, r.size(0), 2, l + 1L);
    Tensor plain = convolution(l, GauntConvolution.Route.PLAIN).forward(x, r, h);
    Tensor rotated = convolution(l, GauntConvolution.Route.ROTATED).forward(x, r, h);
    Tensor slope = Autograd.grad(plain.square().sum(), r, false);
    Tensor other = Autograd.grad(rotated.square().sum(), r, false);
    return new double[] {largest(plain, rotated), largest(slope, other)};
  }

  private static GauntManyBody manyBody(int l, GauntManyBody.Backend backend) {
    GauntManyBody layer = new GauntManyBody(l, l, 3, 1, 2, backend, new Generator(60 + l));
    layer.to(DType.F64);
    return layer;
  }

  private static double manyBodyError(int l) {
    Tensor x = Tensor.randn(new Generator(61), DType.F64, 4, 2, (l + 1L) * (l + 1));
    Tensor one = Tensor.ones(DType.F64, 4, 1);
    Tensor expected = manyBody(l, GauntManyBody.Backend.TABLE).forward(x, one);
    double scale = 1 + expected.abs().max().item();
    double worst = 0;
    for (var backend : List.of(GauntManyBody.Backend.GRID, GauntManyBody.Backend.FOURIER)) {
      Tensor actual = manyBody(l, backend).forward(x, one);
      worst = Math.max(worst, largest(actual, expected) / scale);
    }
    return worst;
  }

  private static double equivarianceError(int l) {
    Generator rng = new Generator(80 + l);
    Tensor rotation = Rotations.random(rng, DType.F64, 3, 1).squeeze(0);
    Irreps irreps = Irreps.sphericalHarmonics(l);
    Tensor d = irreps.wignerD(rotation).mT();
    Tensor x = Tensor.randn(rng, DType.F64, 6, 2, irreps.dim());
    Tensor y = Tensor.randn(rng, DType.F64, 6, 2, irreps.dim());
    Tensor r = Tensor.randn(rng, DType.F64, 6, 3);
    Tensor h = Tensor.randn(rng, DType.F64, 6, 2, l + 1L);
    GauntFeatureInteraction interaction =
        new GauntFeatureInteraction(2, new GauntTensorProduct(l, l, l), rng);
    interaction.to(DType.F64);
    GauntConvolution convolution = convolution(l, GauntConvolution.Route.ROTATED);
    GauntManyBody body = manyBody(l, GauntManyBody.Backend.GRID);
    Tensor one = Tensor.ones(DType.F64, 6, 1);
    Irreps layout = irreps.withMul(2);
    Tensor turned = body.forward(x, one).matmul(layout.wignerD(rotation).mT());
    double scale = 1 + turned.abs().max().item();
    double worst = largest(body.forward(x.matmul(d), one), turned) / scale;
    worst =
        Math.max(
            worst,
            largest(
                interaction.forward(x.matmul(d), y.matmul(d)),
                interaction.forward(x, y).matmul(d)));
    return Math.max(
        worst,
        largest(
            convolution.forward(x.matmul(d), r.matmul(rotation.mT()), h),
            convolution.forward(x, r, h).matmul(d)));
  }
}
