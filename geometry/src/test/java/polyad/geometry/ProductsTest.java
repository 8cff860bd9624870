package polyad.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.algebra.Rotations;
import polyad.algebra.o3.Irreps;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class ProductsTest {
  private static double largest(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item();
  }

  /** ‖T(D₁x, D₂y) − D₃T(x, y)‖ for random rotations, improper ones as well when asked. */
  private static void assertEquivariant(EquivariantProduct product, boolean improper, String what) {
    Generator rng = new Generator(7);
    Tensor rotation = Rotations.random(rng, DType.F64, 3, 4);
    if (improper) {
      rotation = Tensor.cat(0, rotation, rotation.neg());
    }
    long n = rotation.size(0);
    Tensor x = Tensor.randn(rng, DType.F64, n, 1, product.irrepsIn1().dim());
    Tensor y = Tensor.randn(rng, DType.F64, n, 1, product.irrepsIn2().dim());
    Tensor turnedX = x.matmul(product.irrepsIn1().wignerD(rotation).mT());
    Tensor turnedY = y.matmul(product.irrepsIn2().wignerD(rotation).mT());
    Tensor expected = product.forward(x, y).matmul(product.irrepsOut().wignerD(rotation).mT());
    Tensor actual = product.forward(turnedX, turnedY);
    double error = largest(actual, expected);
    assertTrue(error < 1e-9 * (1 + expected.abs().max().item()), what + ": " + error);
  }

  @Test
  void everyProductIsEquivariantToDegreeEight() {
    for (int l : new int[] {1, 2, 4, 8}) {
      try (var _ = TensorScope.open()) {
        int out = Math.min(2 * l, 10);
        for (boolean sparse : new boolean[] {false, true}) {
          var paths = CgProduct.paths(Math.min(l, 5), l, Math.min(l, 5), false);
          assertEquivariant(
              new CgProduct(Math.min(l, 5), l, paths, CgProduct.Scale.COMPONENT, sparse),
              true,
              "cg " + l);
        }
        for (var backend : GauntTensorProduct.Backend.values()) {
          if (l < 8 || backend != GauntTensorProduct.Backend.FOURIER_DIRECT) {
            assertEquivariant(new GauntTensorProduct(l, l, out, backend), true, backend + " " + l);
          }
        }
        if (l <= 4) {
          var scale = CgProduct.Scale.NORM;
          assertEquivariant(new MatrixTensorProduct(l, l, out, scale), false, "matrix " + l);
          assertEquivariant(
              MatrixTensorProduct.single(l, l, out, scale), false, "matrix-single " + l);
          assertEquivariant(VectorSignalTensorProduct.cross(l, l), true, "cross " + l);
          assertEquivariant(VectorSignalTensorProduct.dot(l, l), true, "dot " + l);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GauntTensorProduct.Backend.class)
  void backEndsGiveTheGauntSums(GauntTensorProduct.Backend backend) {
    for (int[] degrees : new int[][] {{0, 0, 0}, {1, 1, 2}, {2, 3, 4}, {6, 6, 12}, {4, 1, 3}}) {
      try (var _ = TensorScope.open()) {
        Generator rng = new Generator(8);
        int l1 = degrees[0];
        int l2 = degrees[1];
        int lo = degrees[2];
        Tensor x = Tensor.randn(rng, DType.F64, 3, 2, (l1 + 1L) * (l1 + 1));
        Tensor y = Tensor.randn(rng, DType.F64, 3, 2, (l2 + 1L) * (l2 + 1));
        Tensor expected =
            new GauntTensorProduct(l1, l2, lo, GauntTensorProduct.Backend.TABLE).forward(x, y);
        Tensor actual = new GauntTensorProduct(l1, l2, lo, backend).forward(x, y);
        assertArrayEquals(new long[] {3, 2, (lo + 1L) * (lo + 1)}, actual.shape());
        assertTrue(largest(actual, expected) < 1e-10, backend + ": " + largest(actual, expected));
      }
    }
  }

  @Test
  void sparseAndDensePathsAgree() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(9);
      var paths = CgProduct.paths(4, 3, 5, false);
      Tensor x = Tensor.randn(rng, DType.F64, 5, 25);
      Tensor y = Tensor.randn(rng, DType.F64, 5, 16);
      Tensor dense = new CgProduct(4, 3, paths, CgProduct.Scale.NORM, false).forward(x, y);
      Tensor sparse = new CgProduct(4, 3, paths, CgProduct.Scale.NORM, true).forward(x, y);
      assertTrue(largest(dense, sparse) < 1e-12);
    }
  }

  private static List<EquivariantProduct> differentiable() {
    List<EquivariantProduct> products = new ArrayList<>();
    var paths = CgProduct.paths(2, 2, 2, false);
    products.add(new CgProduct(2, 2, paths, CgProduct.Scale.NONE, false));
    products.add(new CgProduct(2, 2, paths, CgProduct.Scale.NONE, true));
    for (var backend : GauntTensorProduct.Backend.values()) {
      products.add(new GauntTensorProduct(2, 2, 3, backend));
    }
    products.add(new MatrixTensorProduct(2, 2, 2, CgProduct.Scale.NORM));
    products.add(VectorSignalTensorProduct.cross(1, 1));
    return products;
  }

  /** Of f = ½‖T(x, y)‖², whose second derivative along v is compared with differences. */
  @Test
  void everyProductDifferentiatesTwice() {
    for (EquivariantProduct product : differentiable()) {
      try (var _ = TensorScope.open()) {
        Generator rng = new Generator(10);
        Tensor x = Tensor.randn(rng, DType.F64, 1, product.irrepsIn1().dim());
        Tensor y = Tensor.randn(rng, DType.F64, 1, product.irrepsIn2().dim());
        Tensor v = Tensor.randn(rng, DType.F64, 1, product.irrepsIn1().dim());
        Tensor at = x.copy().requiresGrad(true);
        Tensor z = product.forward(at, y);
        Tensor slope = Autograd.grad(z.square().square().sum().mul(0.25), at, true);
        Tensor second = Autograd.grad(slope.mul(v).sum(), at, false);
        double h = 1e-5;
        Tensor difference =
            slope(product, x.add(v, h), y).sub(slope(product, x.add(v, -h), y)).div(2 * h);
        double scale = 1 + difference.abs().max().item();
        assertTrue(
            largest(second, difference) < 1e-6 * scale,
            product.getClass() + " " + largest(second, difference));
      }
    }
  }

  private static Tensor slope(EquivariantProduct product, Tensor x, Tensor y) {
    Tensor at = x.detach().copy().requiresGrad(true);
    return Autograd.grad(product.forward(at, y).square().square().sum().mul(0.25), at, false);
  }

  @Test
  void tensorProductsOfEveryModeAreEquivariant() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(11);
      Irreps a = Irreps.parse("3x0e+3x1o+3x2e");
      Irreps one = Irreps.parse("0e+1o+2e");
      for (ConnectionMode mode : ConnectionMode.values()) {
        Irreps second = mode == ConnectionMode.UVU ? one : a;
        Irreps first = mode == ConnectionMode.UVV ? one : a;
        int mulOut = mode == ConnectionMode.UVUV ? 9 : 3;
        Irreps out = Irreps.parse(mulOut + "x0e+" + mulOut + "x1o+" + mulOut + "x1e");
        List<Instruction> instructions =
            List.of(
                new Instruction(0, 0, 0, mode, true, 1),
                new Instruction(1, 1, 0, mode, true, 2),
                new Instruction(1, 2, 1, mode, true, 1),
                new Instruction(1, 1, 2, mode, mode != ConnectionMode.UUW, 1));
        for (ProductOptions options :
            List.of(
                ProductOptions.DEFAULT,
                new ProductOptions(
                    ProductOptions.IrrepNormalization.NORM,
                    ProductOptions.PathNormalization.PATH,
                    true))) {
          TensorProduct product = new TensorProduct(first, second, out, instructions, options, rng);
          product.to(DType.F64);
          assertEquivariant(product, true, mode.toString());
        }
      }
      TensorProduct full = TensorProduct.full(a, one, rng);
      assertEquivariant(full, true, "full");
      TensorProduct element = TensorProduct.elementwise(a, Irreps.parse("9x1o"), rng);
      assertEquivariant(element, true, "elementwise");
    }
  }

  @Test
  void weightsOfASampleEqualSharedWeights() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(12);
      Irreps a = Irreps.parse("4x0e+2x1o");
      Irreps b = Irreps.parse("2x0e+2x1o");
      for (ConnectionMode mode :
          List.of(ConnectionMode.UVW, ConnectionMode.UVU, ConnectionMode.UVV)) {
        int mul = mode == ConnectionMode.UVU ? 4 : mode == ConnectionMode.UVV ? 2 : 5;
        var instructions = List.of(new Instruction(0, 1, 0, mode, true, 1));
        Irreps out = Irreps.parse(mul + "x1o");
        TensorProduct shared =
            new TensorProduct(a, b, out, instructions, ProductOptions.DEFAULT, rng);
        TensorProduct each =
            new TensorProduct(a, b, out, instructions, ProductOptions.DEFAULT.external(), rng);
        Tensor x = Tensor.randn(rng, 6, a.dim());
        Tensor y = Tensor.randn(rng, 6, b.dim());
        Tensor weight = shared.weight("weight").value();
        Tensor weights = weight.unsqueeze(0).expand(6, -1);
        assertTrue(largest(shared.forward(x, y), each.forward(x, y, weights)) < 1e-5);
        assertThrows(IllegalStateException.class, () -> each.forward(x, y));
      }
    }
  }

  @Test
  void layersAreEquivariant() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(13);
      Tensor rotation = Rotations.random(rng, DType.F64, 3, 1).squeeze(0).neg();
      Irreps in = Irreps.parse("4x0e+2x0o+3x1o+2x1e");
      EquivariantLinear linear = new EquivariantLinear(in, in, true, rng);
      linear.to(DType.F64);
      Gate gate =
          new Gate(
              Irreps.parse("2x0e+2x0o"),
              List.of(ScalarActivation.SILU, ScalarActivation.TANH),
              Irreps.parse("4x0e"),
              List.of(ScalarActivation.SIGMOID),
              Irreps.parse("2x1o+2x1e"));
      NormActivation norm = new NormActivation(in, ScalarActivation.SIGMOID);
      IrrepsBatchNorm batch = new IrrepsBatchNorm(in);
      batch.to(DType.F64);
      Tensor x = Tensor.randn(rng, DType.F64, 6, in.dim());
      Tensor turned = x.matmul(in.wignerD(rotation).mT());
      Tensor back = in.wignerD(rotation).mT();
      assertTrue(largest(linear.forward(turned), linear.forward(x).matmul(back)) < 1e-11);
      assertTrue(largest(norm.forward(turned), norm.forward(x).matmul(back)) < 1e-11);
      assertTrue(largest(batch.forward(turned), batch.forward(x).matmul(back)) < 1e-11);
      batch.eval();
      assertTrue(largest(batch.forward(turned), batch.forward(x).matmul(back)) < 1e-11);
      Tensor g = Tensor.randn(rng, DType.F64, 6, gate.irrepsIn().dim());
      Tensor turnedG = g.matmul(gate.irrepsIn().wignerD(rotation).mT());
      Tensor expected = gate.forward(g).matmul(gate.irrepsOut().wignerD(rotation).mT());
      assertTrue(largest(gate.forward(turnedG), expected) < 1e-11);
    }
  }

  @Test
  void refusesWrongInput() {
    Generator rng = new Generator(14);
    var sum = assertThrows(IllegalArgumentException.class, () -> new GauntTensorProduct(2, 2, 5));
    assertTrue(
        sum.getMessage().contains("lmaxOut is 5, allowed with lmax1 = 2 and lmax2 = 2: 0 to 4"));
    Irreps a = Irreps.parse("2x1o");
    var parity =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TensorProduct(
                    a,
                    a,
                    Irreps.parse("2x1o"),
                    List.of(new Instruction(0, 0, 0, ConnectionMode.UUU, false, 1)),
                    ProductOptions.DEFAULT,
                    rng));
    assertTrue(parity.getMessage().contains("parities do not multiply"));
    var mode =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TensorProduct(
                    a,
                    Irreps.parse("3x1o"),
                    Irreps.parse("2x1e"),
                    List.of(new Instruction(0, 0, 0, ConnectionMode.UUU, false, 1)),
                    ProductOptions.DEFAULT,
                    rng));
    assertTrue(mode.getMessage().contains("allowed: mul1 = mul2 = mulOut"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Gate(
                Irreps.parse("0e"),
                List.of(ScalarActivation.SILU),
                Irreps.parse("0e"),
                List.of(ScalarActivation.SIGMOID),
                Irreps.parse("2x1o")));
    assertThrows(IllegalArgumentException.class, () -> ScalarActivation.SILU.parity(-1));
    try (var _ = TensorScope.open()) {
      GauntTensorProduct product = new GauntTensorProduct(2, 2, 2);
      assertThrows(
          IllegalArgumentException.class,
          () -> product.forward(Tensor.zeros(3, 9), Tensor.zeros(3, 8)));
      assertEquals(0, product.forward(Tensor.zeros(0, 9), Tensor.zeros(0, 9)).numel());
    }
  }
}
