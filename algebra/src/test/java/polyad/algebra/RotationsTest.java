package polyad.algebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class RotationsTest {
  @Test
  void randomRotationsAreEven() {
    try (var _ = TensorScope.open()) {
      for (int n : new int[] {2, 3, 4, 5}) {
        Tensor rotations = Rotations.random(n, 40_000, 5);
        TensorAssertions.assertRotation(rotations, 1e-12);
        // Under the even (Haar) distribution entries have mean 0 and mean square 1/n.
        assertTrue(TensorAssertions.largest(rotations.mean(0)) < 0.02);
        assertTrue(TensorAssertions.largest(rotations.square().mean(0).sub(1.0 / n)) < 0.01);
      }
      // The density of the angle is (1 − cos θ)/π: its mean is π/2 + 2/π.
      Tensor angles = Rotations.log(Rotations.random(3, 40_000, 6)).norm(2, false, -1);
      assertEquals(Math.PI / 2 + 2 / Math.PI, angles.mean().item(), 0.01);
    }
  }

  @Test
  void releasedSamplerIsNotEven() {
    try (var _ = TensorScope.open()) {
      Tensor rotations = Rotations.randomAxisAngle(new Generator(1), DType.F64, 40_000);
      TensorAssertions.assertRotation(rotations, 1e-12);
      // Half angles even in (−π, π) give angles even in (0, π): their mean is π/2.
      assertEquals(Math.PI / 2, Rotations.log(rotations).norm(2, false, -1).mean().item(), 0.02);
    }
  }

  @Test
  void sameSeedSameRotations() {
    try (var _ = TensorScope.open()) {
      Tensor difference = Rotations.random(4, 10, 9).sub(Rotations.random(4, 10, 9));
      assertEquals(0, TensorAssertions.largest(difference));
      assertEquals(0, Rotations.random(4, 0, 9).size(0));
    }
  }

  @Test
  void cubeHas24Rotations() {
    try (var _ = TensorScope.open()) {
      Tensor cube = Rotations.cube();
      TensorAssertions.assertRotation(cube, 0);
      Tensor distances = Rotations.distance(cube.unsqueeze(0), cube.unsqueeze(1));
      assertEquals(24, distances.lt(1e-9).to(DType.F64).sum().item());
    }
  }

  @Test
  void stableAngleHasFiniteGradients() {
    try (var _ = TensorScope.open()) {
      Tensor eye = Tensor.eye(DType.F64, 3).reshape(1, 3, 3);
      Tensor halfTurn = Rotations.exp(Tensor.of(new double[] {Math.PI, 0, 0}, 1, 3));
      for (Tensor target : new Tensor[] {eye, halfTurn}) {
        Tensor x = eye.detach().copy().requiresGrad(true);
        Tensor angle = Rotations.geodesicLoss(x, target);
        assertTrue(Autograd.grad(angle, x, false).isFinite().all());
      }
      assertEquals(Math.PI, Rotations.geodesic(eye, halfTurn).item(), 1e-7);
      assertEquals(Math.PI, Rotations.geodesicStable(eye, halfTurn).item(), 1e-12);
    }
  }

  @Test
  void distanceInHigherDimensionsCountsEveryPlane() {
    try (var _ = TensorScope.open()) {
      SkewExponential map = new SkewExponential(4);
      // Planes (0,1) and (2,3): numbers 0 and 5 of six.
      Tensor raw = Tensor.of(new double[] {0.3, 0, 0, 0, 0, -0.4}, 1, 6);
      Tensor eye = Tensor.eye(DType.F64, 4).unsqueeze(0);
      assertEquals(0.5, Rotations.distance(eye, map.toMatrix(raw)).item(), 1e-12);
      Tensor minus = eye.neg();
      assertEquals(Math.PI * Math.sqrt(2), Rotations.distance(eye, minus).item(), 1e-9);
      TensorAssertions.assertClose("−I", minus, map.toMatrix(map.fromMatrix(minus)), 0, 1e-9);
      Tensor three = Rotations.random(3, 20, 8);
      Tensor one = Tensor.eye(DType.F64, 3);
      TensorAssertions.assertClose(
          "three", Rotations.distance(one, three), SpectralLog.angle(three), 0, 1e-9);
    }
  }

  @Test
  void safeGradientAtARotation() {
    try (var _ = TensorScope.open()) {
      // All singular values are equal here, where the derivative of the decomposition is infinite.
      Tensor x = Rotations.random(3, 5, 3).requiresGrad(true);
      Tensor weights = Tensor.randn(new Generator(4), DType.F64, 5, 3, 3);
      Tensor gradient = Autograd.grad(Polar.rotation(x).mul(weights).sum(), x, false);
      Tensor r = x.detach();
      Tensor inner = r.mT().matmul(weights);
      Tensor expected = r.matmul(inner.sub(inner.mT())).mul(0.5); // the tangent part
      TensorAssertions.assertClose("tangent", expected, gradient, 0, 1e-12);
    }
  }

  @Test
  void nearestRotationNeverMirrors() {
    try (var _ = TensorScope.open()) {
      Tensor mirror = Tensor.of(new double[] {1, 0, 0, 0, 2, 0, 0, 0, -0.5}, 3, 3);
      assertEquals(1, Linalg.det(Polar.rotation(mirror)).item(), 1e-12);
      assertEquals(-1, Linalg.det(Polar.orthogonal(mirror)).item(), 1e-12);
      assertThrows(
          IllegalArgumentException.class, () -> Polar.rotation(Tensor.zeros(DType.F64, 2, 3)));
    }
  }

  @Test
  void crossesInEveryDimension() {
    try (var _ = TensorScope.open()) {
      for (int n = 2; n <= 8; n++) {
        Tensor basis = Rotations.random(n, 30, n).narrow(-1, 0, n - 1);
        double[] across = GramSchmidt.across(basis).flatten(-2, -1).reshape(-1).toDoubleArray();
        for (int i = 0; i < n; i++) {
          Tensor unit = Tensor.eye(DType.F64, n).narrow(-1, i, 1).expand(30, n, 1);
          double[] cofactor = Linalg.det(Tensor.cat(-1, basis, unit)).toDoubleArray();
          for (int b = 0; b < 30; b++) {
            assertEquals(cofactor[b], across[b * n + i], 1e-12);
          }
        }
      }
    }
  }

  @Test
  void refusesImpossibleDimensions() {
    assertThrows(IllegalArgumentException.class, () -> new SpecialOrthogonal(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new SpecialOrthogonal(4, -1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> new SpecialOrthogonal(4, 3))
            .getMessage();
    assertTrue(message.contains("k is 3") && message.contains("2"), message);
    assertThrows(IllegalArgumentException.class, () -> new OrthogonalGroup(1));
    assertThrows(IllegalArgumentException.class, () -> new SkewExponential(1));
    assertThrows(
        IllegalArgumentException.class, () -> new Similarity(4, RotationRepresentation.ORTHO6D));
    assertThrows(IllegalArgumentException.class, () -> Rotations.random(1, 1, 0));
  }

  @Test
  void strictHigherDimensionsNameTheRow() {
    try (var _ = TensorScope.open()) {
      SpecialOrthogonal strict = new SpecialOrthogonal(4, 1, true);
      Tensor good = Tensor.randn(new Generator(1), DType.F64, 2, strict.dim());
      Tensor raw = Tensor.cat(0, good, good.narrow(0, 0, 1).mul(0.0));
      String message =
          assertThrows(IllegalArgumentException.class, () -> strict.toMatrix(raw)).getMessage();
      assertTrue(message.contains("row 2"), message);
      assertTrue(new SpecialOrthogonal(4, 1).toMatrix(raw).isFinite().all());
      Tensor zero = Tensor.zeros(DType.F64, 1, 9);
      assertThrows(
          IllegalArgumentException.class, () -> new OrthogonalGroup(3, true).toMatrix(zero));
    }
  }
}
