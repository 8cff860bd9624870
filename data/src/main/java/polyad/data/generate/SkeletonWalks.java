package polyad.data.generate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import polyad.data.SkeletonMotion;

/**
 * Clips of a 20-joint skeleton whose joints walk at random: each frame turns each joint by a small
 * step about a random axis, and a joint that would turn further than its limit from rest is held at
 * the limit. The root's rotation is uniform over SO(3) in each frame; its translation is zero.
 *
 * @param frames frames a clip, at least 1
 * @param step standard deviation of the step's angle in radians, at least 0
 * @param limit largest turn from rest in radians, in (0, pi]
 */
public record SkeletonWalks(int frames, double step, double limit) {

  /** 200 frames, steps of 0.1 rad, limit 1.2 rad. */
  public static final SkeletonWalks DEFAULT = new SkeletonWalks(200, 0.1, 1.2);

  /** Pelvis, spine and head, two arms and two legs; joint 0 is the root, 1 and 5 are the hips. */
  private static final int[] PARENTS = {
    -1, 0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11, 10, 13, 14, 15, 10, 17, 18
  };

  private static final double[][] OFFSETS = {
    {0, 0, 0},
    {0.1, -0.05, 0},
    {0, -0.42, 0.01},
    {0, -0.4, -0.02},
    {0.01, -0.05, 0.14},
    {-0.1, -0.05, 0},
    {0, -0.42, 0.01},
    {0, -0.4, -0.02},
    {-0.01, -0.05, 0.14},
    {0, 0.12, -0.01},
    {0, 0.2, 0.02},
    {0, 0.2, 0},
    {0, 0.12, 0.03},
    {0.16, 0.15, 0},
    {0.28, 0, -0.01},
    {0.25, 0, 0.02},
    {0.09, -0.01, 0.01},
    {-0.16, 0.15, 0},
    {-0.28, 0, -0.01},
    {-0.25, 0, 0.02}
  };

  /** Checks the settings. */
  public SkeletonWalks {
    if (frames < 1 || !(step >= 0) || !(limit > 0) || limit > Math.PI) {
      throw new IllegalArgumentException(
          "frames, step, limit: "
              + (frames + ", " + step + ", " + limit)
              + " are not >= 1, >= 0, in (0, pi]");
    }
  }

  /** The joints on which the hip term of a pose loss looks: the root and the two hips. */
  public static int[] hipJoints() {
    return new int[] {0, 1, 5};
  }

  /** Draws one clip. */
  public SkeletonMotion draw(long seed) {
    var random = new SplittableRandom(seed);
    int joints = PARENTS.length;
    double[][][][] rotations = new double[frames][joints][][];
    double[][] pose = new double[joints][];
    for (int j = 0; j < joints; j++) {
      pose[j] = turn(random, random.nextDouble(limit));
    }
    for (int f = 0; f < frames; f++) {
      rotations[f][0] = matrix(Draws.quaternion(random));
      for (int j = 1; j < joints; j++) {
        pose[j] = held(multiply(pose[j], turn(random, step * random.nextGaussian())));
        rotations[f][j] = matrix(pose[j]);
      }
    }
    List<String> names = IntStream.range(0, joints).mapToObj(j -> "joint" + j).toList();
    double[][] offsets =
        IntStream.range(0, joints).mapToObj(j -> OFFSETS[j].clone()).toArray(double[][]::new);
    return new SkeletonMotion(names, PARENTS, offsets, rotations, new double[frames][3]);
  }

  private static double[] turn(RandomGenerator random, double angle) {
    double[] axis = Draws.direction(random);
    double s = Math.sin(angle / 2);
    return new double[] {Math.cos(angle / 2), s * axis[0], s * axis[1], s * axis[2]};
  }

  /** The rotation itself, or the one about its axis by the limit when it turns further. */
  private double[] held(double[] q) {
    double s = Math.sqrt(q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    double angle = 2 * Math.atan2(s, Math.abs(q[0]));
    if (angle <= limit) {
      double norm = Math.sqrt(q[0] * q[0] + s * s);
      return new double[] {q[0] / norm, q[1] / norm, q[2] / norm, q[3] / norm};
    }
    double scale = Math.copySign(Math.sin(limit / 2) / s, q[0]);
    return new double[] {Math.cos(limit / 2), scale * q[1], scale * q[2], scale * q[3]};
  }

  private static double[] multiply(double[] p, double[] q) {
    return new double[] {
      p[0] * q[0] - p[1] * q[1] - p[2] * q[2] - p[3] * q[3],
      p[0] * q[1] + p[1] * q[0] + p[2] * q[3] - p[3] * q[2],
      p[0] * q[2] - p[1] * q[3] + p[2] * q[0] + p[3] * q[1],
      p[0] * q[3] + p[1] * q[2] - p[2] * q[1] + p[3] * q[0]
    };
  }

  private static double[][] matrix(double[] q) {
    double w = q[0];
    double x = q[1];
    double y = q[2];
    double z = q[3];
    return new double[][] {
      {1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)},
      {2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)},
      {2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)}
    };
  }
}
