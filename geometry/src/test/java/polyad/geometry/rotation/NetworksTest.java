package polyad.geometry.rotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.algebra.RotationRepresentation;
import polyad.algebra.Rotations;
import polyad.algebra.SpecialOrthogonal;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.StopException;
import polyad.nn.Schedule;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class NetworksTest {
  @Test
  void headPutsOutRotations() {
    try (var _ = TensorScope.open();
        RotationHead head = new RotationHead(7, RotationRepresentation.ORTHO5D, new Generator(1));
        RotationHead four = new RotationHead(7, new SpecialOrthogonal(4, 1), new Generator(1))) {
      Tensor x = Tensor.randn(new Generator(2), 3, 5, 7);
      Tensor rotation = head.forward(x);
      assertArrayEquals(new long[] {3, 5, 3, 3}, rotation.shape());
      Rotations.requireRotations("head", rotation);
      Rotations.requireRotations("head", four.forward(x));
      assertEquals(Set.of("linear.weight", "linear.bias"), head.stateDict().keySet());
      rotation.sum().backward();
      assertTrue(head.weight("linear.weight").value().grad() != null);
    }
  }

  @Test
  void rawMatrixIsProjectedInEvaluationOnly() {
    try (var _ = TensorScope.open();
        RotationHead head =
            new RotationHead(4, RotationRepresentation.MATRIX_GRAM_SCHMIDT, new Generator(1))) {
      Tensor x = Tensor.randn(new Generator(2), 6, 4);
      head.train();
      Tensor raw = head.forward(x).detach();
      head.eval();
      Tensor projected = head.forward(x).detach();
      Tensor gram = projected.matmul(projected.mT()).sub(Tensor.eye(DType.F32, 3));
      assertTrue(gram.abs().max().item() < 1e-5);
      assertTrue(raw.sub(projected).abs().max().item() > 0.1);
    }
  }

  @Test
  void namesAreTheReleasedOnes() {
    try (RotationAutoencoder autoencoder =
            new RotationAutoencoder(RotationRepresentation.SVD, 8, new Generator(1));
        PointNetRegressor net =
            new PointNetRegressor(
                RotationRepresentation.ORTHO6D, List.of(4, 5), 6, true, new Generator(1))) {
      assertTrue(autoencoder.stateDict().containsKey("mlp.6.bias"));
      assertArrayEquals(new long[] {5, 4, 1}, net.weight("feature_extracter.2.weight").shape());
      assertArrayEquals(new long[] {9, 6}, net.weight("mlp.2.weight").shape());
    }
  }

  @Test
  void pointNetIgnoresTheOrderOfPoints() {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad();
        PointNetRegressor net =
            new PointNetRegressor(
                RotationRepresentation.ORTHO6D, List.of(8, 8), 8, true, new Generator(1))) {
      Tensor first = Tensor.randn(new Generator(2), 2, 20, 3);
      Tensor second = Tensor.randn(new Generator(3), 2, 20, 3);
      PointNetRegressor.Motion motion = net.forward(first, second);
      Tensor shuffled = second.flip(1);
      PointNetRegressor.Motion again = net.forward(first, shuffled);
      assertTrue(motion.rotation().sub(again.rotation()).abs().max().item() < 1e-5);
      assertArrayEquals(new long[] {2, 3}, motion.translation().shape());
      assertThrows(
          IllegalArgumentException.class, () -> net.forward(first, second.narrow(1, 0, 19)));
      assertThrows(
          IllegalArgumentException.class,
          () -> net.forward(first.narrow(1, 0, 3), second.narrow(1, 0, 3)));
    }
  }

  @Test
  void poseLossWeighsItsParts() {
    try (var _ = TensorScope.open()) {
      Tensor wanted = Tensor.zeros(DType.F64, 2, 3, 3);
      Tensor positions = Tensor.ones(DType.F64, 2, 3, 3);
      Tensor rotations = Rotations.random(3, 6, 1).unflatten(0, 2, 3);
      Tensor mirrored = rotations.neg();
      List<Integer> hips = List.of(0, 2);
      assertEquals(
          11, new PoseLoss(1, 10, 0, hips).of(positions, wanted, rotations, rotations).item());
      // (2R)² sums to 12 over a rotation; divided by the 16 entries of a 4×4 matrix.
      assertEquals(
          0.75 * 2,
          new PoseLoss(0, 0, 2, List.of()).of(positions, wanted, rotations, mirrored).item(),
          1e-12);
    }
    assertThrows(IllegalArgumentException.class, () -> new PoseLoss(-1, 0, 0, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new PoseLoss(1, 10, 0, List.of()));
  }

  private static AutoencoderTrial trial(Training training) {
    AutoencoderConfig config = new AutoencoderConfig(16, 16, 300, 3e-3, 1e-6, 0, 500, false);
    return AutoencoderTrial.of(
        RotationRepresentation.ORTHO6D, RotationLoss.L2, config, 5, training);
  }

  @Test
  void autoencoderLearnsAndRepeatsItself() {
    Schedule schedule = Schedule.cosine(3e-3, 1e-6, 300);
    AutoencoderTrial trained = trial(Training.silent(300, schedule));
    AutoencoderTrial untrained = trial(Training.silent(1, schedule));
    assertTrue(trained.stats().mean() < 0.5 * untrained.stats().mean());
    assertEquals(trained.stats(), trial(Training.silent(300, schedule)).stats());
    assertEquals(200, trained.quantiles().size());
    assertTrue(trained.quantiles().getFirst() <= trained.quantiles().getLast());
  }

  /** Asks to stop after a number of steps. */
  private static Monitor stoppingAfter(int steps) {
    AtomicInteger asked = new AtomicInteger();
    return new Monitor() {
      @Override
      public Progress progress(String label, long total) {
        return Progress.hidden();
      }

      @Override
      public void info(String line) {}

      @Override
      public boolean stopRequested() {
        return asked.incrementAndGet() >= steps;
      }
    };
  }

  @Test
  void aStoppedTrainingContinuesBitForBit(@TempDir Path checkpoint) {
    Schedule schedule = Schedule.cosine(3e-3, 1e-6, 300);
    Training stopped =
        new Training("a", 300, schedule, checkpoint, stoppingAfter(120), (step, loss) -> {});
    assertThrows(StopException.class, () -> trial(stopped));
    Training resumed =
        new Training("a", 300, schedule, checkpoint, Monitor.silent(), (step, loss) -> {});
    assertEquals(trial(Training.silent(300, schedule)).stats(), trial(resumed).stats());
  }

  @Test
  void releasedScheduleDropsOnce() {
    AutoencoderConfig config =
        new AutoencoderConfig(128, 64, 500_000, 1e-5, 1e-6, 10_000, 100_000, true);
    assertEquals(1e-5, config.schedule().at(9_999));
    assertEquals(1e-6, config.schedule().at(10_000));
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertFalse(message(() -> new AutoencoderConfig(0, 1, 1, 1, 0, 0, 1, false)).isEmpty());
    assertTrue(
        message(() -> new AutoencoderConfig(1, 1, 1, 1, 2, 0, 1, false)).contains("endLr is 2.0"));
    assertTrue(
        message(
                () ->
                    new PointCloudConfig(
                        RotationRepresentation.SVD, 3, List.of(1), 1, false, 0, 1, 1, 1, 1, 0))
            .contains("points is 3"));
    assertTrue(
        message(
                () ->
                    new PointCloudConfig(
                        RotationRepresentation.SVD, 4, List.of(), 1, false, 0, 1, 1, 1, 1, 0))
            .contains("convWidths"));
    assertTrue(
        message(
                () ->
                    new KinematicsConfig(
                        RotationRepresentation.SVD, 4, 0, -1, 0, 0, List.of(), true, 1, 1, 1, 0))
            .contains("weightPose"));
    assertThrows(IllegalArgumentException.class, () -> RotationErrorStats.of(new double[0]));
  }

  private static String message(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  @Test
  void statisticsOfErrors() {
    RotationErrorStats stats = RotationErrorStats.of(new double[] {4, 1, 2, 3, 0});
    assertEquals(new RotationErrorStats(2, 4, Math.sqrt(2), 2, 3.6, 3.96), stats);
  }
}
