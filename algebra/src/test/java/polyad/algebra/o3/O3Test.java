package polyad.algebra.o3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polyad.algebra.Rotations;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class O3Test {
  private static double largest(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item();
  }

  @Test
  void harmonicsTurnByWignerMatrices() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(1);
      Tensor rotation = Rotations.random(rng, DType.F64, 3, 5);
      Tensor x = Tensor.randn(rng, DType.F64, 5, 7, 3);
      SphericalHarmonics harmonics = new SphericalHarmonics(8, true, Normalization.COMPONENT);
      Tensor turned = harmonics.forward(x.matmul(rotation.mT()));
      Tensor d = Irreps.sphericalHarmonics(8).wignerD(rotation);
      assertTrue(largest(harmonics.forward(x).matmul(d.mT()), turned) < 1e-9);
      Tensor[] angles = WignerD.angles(rotation);
      assertTrue(largest(WignerD.rotation(angles[0], angles[1], angles[2]), rotation) < 1e-12);
      for (int l = 0; l <= 8; l++) {
        Tensor fromAngles = WignerD.ofAngles(l, angles[0], angles[1], angles[2]);
        assertTrue(largest(fromAngles, WignerD.ofMatrix(l, rotation)) < 1e-11, "l = " + l);
      }
      assertTrue(largest(WignerD.ofMatrix(1, rotation), rotation) < 1e-13);
    }
  }

  @Test
  void harmonicsHaveTheirNorms() {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(2), DType.F64, 10, 3);
      Tensor y = new SphericalHarmonics(16, true, Normalization.COMPONENT).forward(x);
      Tensor n = new SphericalHarmonics(16, true, Normalization.NORM).forward(x);
      for (int l = 0; l <= 16; l++) {
        Tensor square = y.narrow(1, (long) l * l, 2L * l + 1).square().sum(1);
        assertTrue(square.sub(2.0 * l + 1).abs().max().item() < 1e-10, "l = " + l);
        Tensor one = n.narrow(1, (long) l * l, 2L * l + 1).square().sum(1);
        assertTrue(one.sub(1).abs().max().item() < 1e-11);
      }
      S2Grid grid = S2Grid.exactFor(32);
      Tensor points = grid.harmonics(16);
      Tensor gram = points.mul(grid.areas()).matmul(points.mT());
      assertTrue(largest(gram, Tensor.eye(DType.F64, 289)) < 1e-11);
      Tensor byFormula =
          new SphericalHarmonics(16, false, Normalization.INTEGRAL).forward(grid.xyz());
      assertTrue(largest(byFormula.mT(), points) < 1e-11);
    }
  }

  @Test
  void theZeroVectorIsNoNan() {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.zeros(DType.F64, 1, 3).requiresGrad(true);
      Tensor y = new SphericalHarmonics(4, true, Normalization.COMPONENT).forward(x);
      assertEquals(1, y.select(1, 0).item());
      assertEquals(0, y.narrow(1, 1, 24).abs().max().item());
      Tensor first = Autograd.grad(y.square().sum(), x, true);
      assertTrue(first.isFinite().all());
      assertTrue(Autograd.grad(first.square().sum(), x, false).isFinite().all());
    }
  }

  @Test
  void threeJTensorsAreInvariant() {
    try (var _ = TensorScope.open()) {
      Tensor rotation = Rotations.random(new Generator(3), DType.F64, 3, 1).squeeze(0);
      for (int l1 = 0; l1 <= 8; l1 += 2) {
        for (int l2 = 0; l2 <= 8; l2++) {
          for (int l3 = Math.abs(l1 - l2); l3 <= Math.min(8, l1 + l2); l3++) {
            Tensor c = Wigner3j.tensor(l1, l2, l3);
            Tensor d1 = WignerD.ofMatrix(l1, rotation);
            Tensor d2 = WignerD.ofMatrix(l2, rotation);
            Tensor d3 = WignerD.ofMatrix(l3, rotation);
            Tensor turned = d2.matmul(c.matmul(d3.mT())); // [i, j', k']
            turned = d1.matmul(turned.flatten(1, 2)).unflatten(1, 2L * l2 + 1, 2L * l3 + 1);
            assertTrue(largest(turned, c) < 1e-12, l1 + " " + l2 + " " + l3);
            assertEquals(1, c.square().sum().item(), 1e-13);
          }
        }
      }
    }
  }

  @Test
  void gauntCoefficientsAreIntegrals() {
    try (var _ = TensorScope.open()) {
      S2Grid grid = S2Grid.exactFor(18);
      Tensor y = grid.harmonics(6);
      Tensor weighted = y.mul(grid.areas());
      for (int l1 = 0; l1 <= 6; l1++) {
        for (int l2 = l1; l2 <= 6; l2++) {
          for (int l3 = l2 - l1; l3 <= Math.min(6, l1 + l2); l3++) {
            Tensor a = y.narrow(0, (long) l1 * l1, 2L * l1 + 1).unsqueeze(1);
            Tensor b = y.narrow(0, (long) l2 * l2, 2L * l2 + 1).unsqueeze(0);
            Tensor c = weighted.narrow(0, (long) l3 * l3, 2L * l3 + 1);
            Tensor integral = a.mul(b).matmul(c.mT());
            assertTrue(largest(integral, GauntCoefficients.tensor(l1, l2, l3)) < 1e-12);
          }
        }
      }
    }
  }

  @Test
  void theEquiangularGridIntegratesItsDegree() {
    try (var _ = TensorScope.open()) {
      S2Grid grid = S2Grid.equiangular(14, 13);
      Tensor y = grid.harmonics(6);
      Tensor gram = y.mul(grid.areas()).matmul(y.mT());
      assertTrue(largest(gram, Tensor.eye(DType.F64, 49)) < 1e-12);
      assertEquals(4 * Math.PI, grid.areas().sum().item(), 1e-12);
    }
  }

  @Test
  void improperRotationsMultiplyByTheParity() {
    try (var _ = TensorScope.open()) {
      Tensor inversion = Tensor.eye(DType.F64, 3).neg();
      Tensor d = Irreps.parse("2x0e+0o+1o+1e+2e").wignerD(inversion);
      double[] diagonal = d.diagonal(0, 0, 1).toDoubleArray();
      double[] expected = {1, 1, -1, -1, -1, -1, 1, 1, 1, 1, 1, 1, 1, 1};
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], diagonal[i], 1e-12);
      }
    }
  }

  @Test
  void irrepsReadSortAndSimplify() {
    Irreps irreps = Irreps.parse("4x0e + 3x1o+1o+2x0o");
    assertEquals(4 + 9 + 3 + 2, irreps.dim());
    assertEquals("4x0e+4x1o+2x0o", irreps.simplify().toString());
    assertEquals("2x0o+4x0e+3x1o+1x1o", irreps.sort().irreps().toString());
    assertEquals(13, irreps.offset(2));
    assertEquals("1x0e+1x1o+1x2e", Irreps.sphericalHarmonics(2).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1x1|'1x1' in '1x1' is not an irrep",
        "4x0e+1z|'1z' in '4x0e+1z'",
        "-1x0e|'-1x0e'",
        "1x40e|l is 40, allowed: 0 to 32"
      })
  void refusesWrongIrreps(String text, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> Irreps.parse(text));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void refusesWrongInput() {
    try (var _ = TensorScope.open()) {
      var triangle = assertThrows(IllegalArgumentException.class, () -> Wigner3j.of(1, 1, 3));
      assertTrue(triangle.getMessage().contains("l3 is 3, allowed with l1 = 1 and l2 = 1: 0 to 2"));
      var size =
          assertThrows(
              IllegalArgumentException.class,
              () -> Irreps.parse("4x0e+3x1o").split(Tensor.zeros(2, 12)));
      assertTrue(size.getMessage().contains("expected 13 = 4x0e+3x1o, got 12"));
      var skew =
          assertThrows(
              IllegalArgumentException.class,
              () -> WignerD.ofMatrix(1, Tensor.ones(DType.F64, 3, 3)));
      assertTrue(skew.getMessage().contains("allowed: 0 to 1e-4"));
    }
  }
}
