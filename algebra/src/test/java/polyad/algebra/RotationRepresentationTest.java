package polyad.algebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class RotationRepresentationTest {
  /** Turns about the axes by multiples of π/2 and nearly so, and gimbal poses. */
  private static Tensor corners() {
    Tensor turns = Tensor.of(new double[] {0, 1e-9, 1e-4, Math.PI / 2, Math.PI - 1e-7, Math.PI}, 6);
    Tensor axes =
        Tensor.of(
            new double[] {1, 0, 0, 0, 1, 0, 0, 0, -1, 0.6, 0, 0.8, -0.48, 0.6, 0.64}, 1, 5, 3);
    Tensor about = Rotations.exp(turns.reshape(6, 1, 1).mul(axes)).reshape(30, 3, 3);
    Tensor gimbal = Tensor.of(new double[] {0.3, -2, Math.PI / 2, 1, 0.5, -Math.PI / 2}, 2, 3);
    return Tensor.cat(0, about, Rotations.cube(), RotationRepresentation.EULER.toMatrix(gimbal));
  }

  /** tanh reaches ±1 at infinity only, so these maps meet their borders up to a clamp. */
  private static double tolerance(RotationRepresentation mode) {
    return switch (mode) {
      case AXIS_ANGLE, HOPF, EULER_SIN_COS -> 2e-11;
      default -> 1e-12;
    };
  }

  @ParameterizedTest
  @EnumSource
  void everyRotationComesBack(RotationRepresentation mode) {
    try (var _ = TensorScope.open()) {
      Tensor rotations = Tensor.cat(0, corners(), Rotations.random(3, 100_000, 7));
      Tensor back = mode.toMatrix(mode.fromMatrix(rotations));
      double error = TensorAssertions.largest(back.sub(rotations));
      assertTrue(error <= tolerance(mode), () -> mode + " is off by " + error);
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesRotations(RotationRepresentation mode) {
    try (var _ = TensorScope.open()) {
      Tensor raw = Tensor.randn(new Generator(3), DType.F64, 7, 200, mode.dim());
      Tensor matrix = mode.toMatrix(raw);
      assertEquals(3, matrix.size(-1));
      assertEquals(200, matrix.size(1));
      if (mode == RotationRepresentation.EULER_SIN_COS) {
        return; // not orthogonal by definition
      }
      if (mode == RotationRepresentation.MATRIX_GRAM_SCHMIDT) {
        Tensor det = Linalg.det(matrix);
        assertTrue(TensorAssertions.largest(det.abs().sub(1.0)) < 1e-9);
        assertTrue(det.lt(0).any());
        return;
      }
      TensorAssertions.assertRotation(matrix, 1e-12);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsMatchDifferences(RotationRepresentation mode) {
    try (var _ = TensorScope.open()) {
      Tensor raw = Tensor.randn(new Generator(11), DType.F64, 4, mode.dim());
      TensorAssertions.assertGradient(mode::toMatrix, raw, 1e-6);
      RotationOptions other = new RotationOptions(true, false, true, true);
      TensorAssertions.assertGradient(x -> mode.toMatrix(x, other), raw, 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noGradientIsNaN(RotationRepresentation mode) {
    try (var _ = TensorScope.open()) {
      Tensor raw = Tensor.zeros(DType.F64, 3, mode.dim()).requiresGrad(true);
      Tensor matrix = mode.toMatrix(raw);
      assertTrue(matrix.isFinite().all());
      assertTrue(Autograd.grad(matrix.sum(), raw, false).isFinite().all());
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnotherLastDimension(RotationRepresentation mode) {
    try (var _ = TensorScope.open()) {
      Tensor raw = Tensor.zeros(DType.F64, 2, mode.dim() + 1);
      String message =
          assertThrows(IllegalArgumentException.class, () -> mode.toMatrix(raw)).getMessage();
      assertTrue(message.contains(mode.label()), message);
      assertTrue(message.contains("is " + (mode.dim() + 1) + ", expected " + mode.dim()), message);
      assertThrows(
          IllegalArgumentException.class,
          () -> mode.toMatrix(Tensor.zeros(DType.I64, 2, mode.dim())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void strictModeNamesTheRow(RotationRepresentation mode) {
    try (var _ = TensorScope.open()) {
      RotationOptions strict = RotationOptions.DEFAULT.withStrict(true);
      Tensor good = Tensor.randn(new Generator(2), DType.F64, 5, mode.dim());
      assertEquals(5, mode.toMatrix(good, strict).size(0));
      double bad =
          switch (mode) {
            case EULER, EULER_SIN_COS, HOPF, RODRIGUEZ -> Double.NaN;
            default -> 0;
          };
      Tensor row = Tensor.full(bad, DType.F64, 1, mode.dim());
      Tensor raw = Tensor.cat(0, good.narrow(0, 0, 3), row, good.narrow(0, 3, 2));
      String message =
          assertThrows(IllegalArgumentException.class, () -> mode.toMatrix(raw, strict))
              .getMessage();
      assertTrue(message.contains("row 3"), message);
      if (bad == 0) {
        assertTrue(mode.toMatrix(raw).isFinite().all());
      }
    }
  }

  @Test
  void strictModeRefusesParallelVectors() {
    try (var _ = TensorScope.open()) {
      Tensor raw = Tensor.of(new double[] {1, 2, 3, 2, 4, 6}, 1, 6);
      assertTrue(RotationRepresentation.ORTHO6D.toMatrix(raw).isFinite().all());
      RotationOptions strict = RotationOptions.DEFAULT.withStrict(true);
      assertThrows(
          IllegalArgumentException.class,
          () -> RotationRepresentation.ORTHO6D.toMatrix(raw, strict));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoRotation(RotationRepresentation mode) {
    try (var _ = TensorScope.open()) {
      Tensor good = Rotations.random(3, 4, 1);
      Tensor mirrored = Tensor.cat(0, good, good.narrow(0, 0, 1).neg());
      String message =
          assertThrows(IllegalArgumentException.class, () -> mode.fromMatrix(mirrored))
              .getMessage();
      assertTrue(message.contains("row 4") && message.contains("determinant"), message);
      Tensor bent = Tensor.cat(0, good.narrow(0, 0, 2), good.narrow(0, 2, 1).mul(1.001), good);
      message =
          assertThrows(IllegalArgumentException.class, () -> mode.fromMatrix(bent)).getMessage();
      assertTrue(message.contains("row 2"), message);
      Tensor nan = Tensor.full(Double.NaN, DType.F64, 1, 3, 3);
      assertThrows(IllegalArgumentException.class, () -> mode.fromMatrix(nan));
      assertThrows(
          IllegalArgumentException.class, () -> mode.fromMatrix(Tensor.zeros(DType.F64, 3, 2)));
      assertEquals(0, mode.fromMatrix(good.narrow(0, 0, 0)).size(0));
    }
  }

  @Test
  void findsRepresentationsByLabel() {
    assertEquals(RotationRepresentation.AXIS_ANGLE, RotationRepresentation.of("axis-angle"));
    assertEquals(RotationRepresentation.ORTHO6D, RotationRepresentation.of("Ortho6D"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> RotationRepresentation.of("ortho7d"))
            .getMessage();
    assertTrue(message.contains("ortho7d") && message.contains("ortho6d"), message);
  }

  @Test
  void onlyFiveAndMoreDimensionsAreContinuous() {
    for (RotationRepresentation mode : RotationRepresentation.values()) {
      assertFalse(mode.dim() <= 4 && mode.isContinuous(), mode.label());
    }
    assertTrue(RotationRepresentation.ORTHO5D.isContinuous());
    assertTrue(RotationRepresentation.ORTHO6D.isContinuous());
  }

  @Test
  void optionsChangeWhatTheySay() {
    try (var _ = TensorScope.open()) {
      Tensor rotations = Rotations.random(3, 50, 4);
      RotationOptions full = RotationOptions.DEFAULT.withFullAngle(true);
      Tensor vector = RotationRepresentation.RODRIGUEZ.fromMatrix(rotations, full);
      TensorAssertions.assertClose("log", Rotations.log(rotations), vector, 1e-12, 1e-12);
      TensorAssertions.assertClose(
          "full angle",
          rotations,
          RotationRepresentation.RODRIGUEZ.toMatrix(vector, full),
          0,
          1e-12);
      RotationOptions plain = RotationOptions.DEFAULT.withScale(false);
      Tensor five = RotationRepresentation.ORTHO5D.fromMatrix(rotations, plain);
      TensorAssertions.assertClose(
          "SO(3) with one projection",
          new SpecialOrthogonal(3, 1).fromMatrix(rotations),
          five,
          1e-12,
          1e-12);
      Tensor raw = Tensor.randn(new Generator(5), DType.F64, 6, 9);
      Tensor kept =
          RotationRepresentation.MATRIX_GRAM_SCHMIDT.toMatrix(
              raw, RotationOptions.DEFAULT.withTraining(true));
      assertEquals(0, TensorAssertions.largest(kept.flatten(-2, -1).sub(raw)));
    }
  }

  @Test
  void columnsAreTheAxes() {
    try (var _ = TensorScope.open()) {
      Tensor raw = Tensor.of(new double[] {0, 2, 0, 0, 5, -3}, 6); // x̂ = e_y, y in −e_z
      double[] matrix = RotationRepresentation.ORTHO6D.toMatrix(raw).toDoubleArray();
      double[] expected = {0, 0, -1, 1, 0, 0, 0, -1, 0};
      for (int i = 0; i < 9; i++) {
        assertEquals(expected[i], matrix[i], 1e-15);
      }
    }
  }
}
