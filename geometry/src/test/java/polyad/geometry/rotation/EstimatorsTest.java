package polyad.geometry.rotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import polyad.algebra.RotationRepresentation;
import polyad.data.SkeletonMotion;
import polyad.data.generate.RandomShapes;
import polyad.data.generate.SkeletonWalks;
import polyad.tensor.Generator;

final class EstimatorsTest {
  private static PointCloudConfig clouds(boolean translates, int steps) {
    return new PointCloudConfig(
        RotationRepresentation.ORTHO6D,
        40,
        List.of(32, 64, 128),
        128,
        translates,
        0.1,
        1,
        64,
        steps,
        1e-3,
        1e-6);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void estimatorLearnsOneShape() {
    double[][][] shape = new RandomShapes(1, 40).draw(3);
    try (PointCloudRotationEstimator trained =
            PointCloudRotationEstimator.fit(clouds(false, 600), shape, 1);
        PointCloudRotationEstimator untrained =
            new PointCloudRotationEstimator(clouds(false, 1), new Generator(1))) {
      double before = mean(untrained.errors(shape, 200, 9));
      double after = mean(trained.errors(shape, 200, 9));
      assertTrue(after < 0.75 * before, () -> before + "° became " + after + "°");
    }
  }

  private static double[][] shifted(double[][] cloud, double scale, double... by) {
    return Arrays.stream(cloud)
        .map(p -> new double[] {scale * p[0] + by[0], scale * p[1] + by[1], scale * p[2] + by[2]})
        .toArray(double[][]::new);
  }

  @Test
  void predictionsFollowShifts() {
    double[][][] shapes = new RandomShapes(2, 40).draw(4);
    for (boolean translates : new boolean[] {false, true}) {
      try (PointCloudRotationEstimator estimator =
          new PointCloudRotationEstimator(clouds(translates, 1), new Generator(1))) {
        var plain = estimator.predict(shapes[0], shapes[1]);
        // Both clouds five times as large and the first one elsewhere.
        var moved =
            estimator.predict(shifted(shapes[0], 5, 1, 2, 3), shifted(shapes[1], 5, 1, 2, 3));
        double[][] r = plain.rotation();
        for (int i = 0; i < 3; i++) {
          assertArrayEquals(r[i], moved.rotation()[i], 1e-5);
          double expected = 5 * plain.translation()[i] + (i + 1);
          for (int j = 0; j < 3; j++) {
            expected -= r[i][j] * (j + 1);
          }
          assertEquals(expected, moved.translation()[i], 1e-4);
        }
      }
    }
  }

  @Test
  void refusesUnusableClouds() {
    double[][] good = new RandomShapes(1, 40).draw(5)[0];
    try (PointCloudRotationEstimator estimator =
        new PointCloudRotationEstimator(clouds(false, 1), new Generator(1))) {
      double[][] few = Arrays.copyOf(good, 3);
      assertTrue(message(() -> estimator.predict(few, few)).contains("3 points"));
      double[][] bad = shifted(good, 1, 0, 0, 0);
      bad[7][1] = Double.NaN;
      assertTrue(message(() -> estimator.predict(good, bad)).contains("point 7"));
      assertTrue(
          message(() -> estimator.predict(good, Arrays.copyOf(good, 30)))
              .contains("different size"));
      double[][] same = new double[40][3];
      assertTrue(message(() -> estimator.predict(same, good)).contains("same"));
      double[][] flat = new double[40][2];
      assertTrue(message(() -> estimator.predict(flat, good)).contains("coordinates"));
    }
    double[][][] uneven = {good, Arrays.copyOf(good, 30)};
    assertTrue(
        message(() -> PointCloudRotationEstimator.fit(clouds(false, 1), uneven, 1))
            .contains("different size"));
    assertThrows(
        IllegalArgumentException.class,
        () -> PointCloudRotationEstimator.fit(clouds(false, 1), new double[0][][], 1));
  }

  private static KinematicsConfig poses(int steps) {
    return new KinematicsConfig(
        RotationRepresentation.ORTHO6D,
        64,
        0,
        1,
        10,
        1,
        List.of(0, 1, 5),
        true,
        32,
        steps,
        2e-3,
        1e-6);
  }

  @Test
  void solverLearnsPoses() {
    List<SkeletonMotion> clips =
        List.of(SkeletonWalks.DEFAULT.draw(1), SkeletonWalks.DEFAULT.draw(2));
    SkeletonMotion test = SkeletonWalks.DEFAULT.draw(3);
    try (InverseKinematics trained = InverseKinematics.fit(poses(600), clips, 1);
        InverseKinematics untrained =
            new InverseKinematics(poses(1), Skeleton.of(test), new Generator(1))) {
      double before = mean(untrained.errors(test).joint());
      double after = mean(trained.errors(test).joint());
      assertTrue(after < 0.6 * before, () -> before + " m became " + after + " m");
      SkeletonMotion posed = trained.predict(trained.positions(test));
      double[][][] wanted = trained.positions(test);
      double[][][] found = trained.positions(posed);
      double[] frame = new double[test.frames()];
      for (int f = 0; f < frame.length; f++) {
        for (int j = 0; j < test.joints(); j++) {
          double[] a = wanted[f][j];
          double[] b = found[f][j];
          frame[f] += Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]) / test.joints();
        }
      }
      assertArrayEquals(trained.errors(test).joint(), frame, 1e-4);
    }
  }

  @Test
  void refusesUnusablePoses() {
    SkeletonMotion clip = SkeletonWalks.DEFAULT.draw(1);
    SkeletonMotion other =
        new SkeletonMotion(
            List.of("a", "b"),
            new int[] {-1, 0},
            new double[][] {{0, 0, 0}, {0, 1, 0}},
            new double[0][][][],
            new double[0][]);
    assertTrue(
        message(() -> InverseKinematics.fit(poses(1), List.of(clip, other), 1)).contains("clip 1"));
    assertTrue(message(() -> InverseKinematics.fit(poses(1), List.of(), 1)).contains("none"));
    assertTrue(
        message(() -> new InverseKinematics(poses(1), Skeleton.of(other), new Generator(1)))
            .contains("hips holds 5"));
    try (InverseKinematics solver =
        new InverseKinematics(poses(1), Skeleton.of(clip), new Generator(1))) {
      assertTrue(
          message(() -> solver.predict(new double[][][] {{{0, 0, 0}}})).contains("1 joints"));
      double[][][] nan = solver.positions(clip);
      nan[2][4][1] = Double.NaN;
      assertTrue(message(() -> solver.predict(nan)).contains("frame 2, joint 4"));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new Skeleton(List.of("a"), List.of(0), List.of(List.of(0.0, 0.0, 0.0))));
  }

  @Test
  void findsHipsByName() {
    List<Double> o = List.of(0.0, 1.0, 0.0);
    Skeleton skeleton =
        new Skeleton(
            List.of("Hips", "Spine", "RightUpLeg", "RightLeg", "LeftUpLeg"),
            List.of(-1, 0, 0, 2, 0),
            List.of(o, o, o, o, o));
    assertEquals(List.of(0, 2, 4), skeleton.hips());
    assertEquals(2, skeleton.reach());
  }

  private static String message(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }
}
