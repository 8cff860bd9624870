package polyad.geometry.rotation;

import java.util.Arrays;
import polyad.tensor.Tensor;

/** Refuses what is not a usable pair of point clouds. */
final class PointCloudChecks {
  private static final int FEWEST = 4;

  private PointCloudChecks() {}

  static void requirePair(Tensor first, Tensor second) {
    requireCloud("first cloud", first);
    requireCloud("second cloud", second);
    if (!Arrays.equals(first.shape(), second.shape())) {
      throw new IllegalArgumentException(
          "clouds of different size: %s and %s, expected the same points moved"
              .formatted(Arrays.toString(first.shape()), Arrays.toString(second.shape())));
    }
  }

  private static void requireCloud(String what, Tensor cloud) {
    if (cloud.dim() != 3 || cloud.size(2) != 3 || cloud.size(1) < FEWEST) {
      throw new IllegalArgumentException(
          "%s: shape is %s, expected [B, P, 3] with at least %d points"
              .formatted(what, Arrays.toString(cloud.shape()), FEWEST));
    }
  }

  /** Centred on the mean and scaled so that the farthest point is at distance 1. */
  record Frame(double[] centre, double radius) {
    static Frame of(String what, double[][] cloud) {
      require(what, cloud);
      double[] centre = new double[3];
      for (double[] p : cloud) {
        for (int k = 0; k < 3; k++) {
          centre[k] += p[k] / cloud.length;
        }
      }
      double radius = 0;
      for (double[] p : cloud) {
        radius =
            Math.max(
                radius,
                Math.hypot(Math.hypot(p[0] - centre[0], p[1] - centre[1]), p[2] - centre[2]));
      }
      if (!(radius > 0)) {
        throw new IllegalArgumentException(what + ": all points are the same");
      }
      return new Frame(centre, radius);
    }

    float[] normalise(double[][] cloud) {
      float[] flat = new float[3 * cloud.length];
      for (int i = 0; i < cloud.length; i++) {
        for (int k = 0; k < 3; k++) {
          flat[3 * i + k] = (float) ((cloud[i][k] - centre[k]) / radius);
        }
      }
      return flat;
    }
  }

  static void require(String what, double[][] cloud) {
    if (cloud.length < FEWEST) {
      throw new IllegalArgumentException(
          what + ": " + cloud.length + " points, expected at least " + FEWEST);
    }
    for (int i = 0; i < cloud.length; i++) {
      for (double x : cloud[i]) {
        if (!Double.isFinite(x)) {
          throw new IllegalArgumentException(
              what + ": point " + i + " has a coordinate of " + x + ", expected a finite number");
        }
      }
      if (cloud[i].length != 3) {
        throw new IllegalArgumentException(
            what + ": point " + i + " has " + cloud[i].length + " coordinates, expected 3");
      }
    }
  }
}
