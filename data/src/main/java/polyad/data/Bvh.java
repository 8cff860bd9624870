package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A motion-capture clip as a BVH file holds it: a tree of joints with channels in any order, and
 * one row of channel values a frame.
 *
 * @param joints the joints in file order, which puts a parent before its children; the first is the
 *     root
 * @param ends the End Sites, the tips of the tree's limbs
 * @param frameTime seconds from one frame to the next
 * @param motion channel values in the order of the joints and their channels, {@code
 *     [F][channels]}; angles in degrees; not copied
 */
public record Bvh(List<Joint> joints, List<End> ends, double frameTime, double[][] motion) {

  /**
   * A joint.
   *
   * @param parent index of the parent joint, -1 for the root
   * @param offset place in the parent's frame, {@code [3]}
   */
  public record Joint(String name, int parent, double[] offset, List<BvhChannel> channels) {

    /** Copies the arguments. */
    public Joint {
      offset = offset.clone();
      channels = List.copyOf(channels);
    }
  }

  /**
   * The tip of a limb.
   *
   * @param parent index of the joint that it hangs on
   * @param offset place in that joint's frame, {@code [3]}
   */
  public record End(int parent, double[] offset) {

    /** Copies the offset. */
    public End {
      offset = offset.clone();
    }
  }

  private static final List<BvhChannel> JOINT_CHANNELS =
      List.of(BvhChannel.Z_ROTATION, BvhChannel.Y_ROTATION, BvhChannel.X_ROTATION);

  private static final List<BvhChannel> ROOT_CHANNELS =
      List.of(
          BvhChannel.X_POSITION,
          BvhChannel.Y_POSITION,
          BvhChannel.Z_POSITION,
          BvhChannel.Z_ROTATION,
          BvhChannel.Y_ROTATION,
          BvhChannel.X_ROTATION);

  /** Checks the tree and the rows. */
  public Bvh {
    joints = List.copyOf(joints);
    ends = List.copyOf(ends);
    for (int j = 0; j < joints.size(); j++) {
      int parent = joints.get(j).parent();
      if (j == 0 ? parent != -1 : parent < 0 || parent >= j) {
        throw new IllegalArgumentException(
            "joints[" + j + "]: parent " + parent + " does not come before it");
      }
    }
    int channels = joints.stream().mapToInt(joint -> joint.channels().size()).sum();
    for (int f = 0; f < motion.length; f++) {
      if (motion[f].length != channels) {
        throw new IllegalArgumentException(
            "motion[" + f + "]: " + motion[f].length + " values for " + channels + " channels");
      }
    }
    if (joints.isEmpty() || !(frameTime > 0)) {
      throw new IllegalArgumentException(
          "joints, frameTime: " + joints.size() + ", " + frameTime + " are not both positive");
    }
  }

  /**
   * Reads a BVH file, {@code .gz} or not.
   *
   * @throws FormatException naming the line that is wrong
   */
  public static Bvh read(Path file) throws IOException {
    return new BvhReader(file).read();
  }

  /** Writes a BVH file, whole or not at all. */
  public void write(Path file) throws IOException {
    BvhWriter.write(this, file);
  }

  /**
   * A clip out of rotation matrices, with channels Z, Y, X for every joint and the position first
   * for the root.
   *
   * @param frameTime seconds from one frame to the next
   */
  public static Bvh of(SkeletonMotion motion, double frameTime) {
    List<Joint> joints = new ArrayList<>();
    for (int j = 0; j < motion.joints(); j++) {
      joints.add(
          new Joint(
              motion.names().get(j),
              motion.parents()[j],
              motion.offsets()[j],
              j == 0 ? ROOT_CHANNELS : JOINT_CHANNELS));
    }
    double[][] rows = new double[motion.frames()][3 + 3 * motion.joints()];
    for (int f = 0; f < rows.length; f++) {
      System.arraycopy(motion.rootTranslations()[f], 0, rows[f], 0, 3);
      for (int j = 0; j < motion.joints(); j++) {
        double[] angles = Matrices.toZyxDegrees(motion.rotations()[f][j]);
        System.arraycopy(angles, 0, rows[f], 3 + 3 * j, 3);
      }
    }
    return new Bvh(joints, List.of(), frameTime, rows);
  }

  /**
   * The clip as rotation matrices. A joint's turns are multiplied in the order of its channels:
   * {@code Zrotation Yrotation Xrotation} is R = Rz Ry Rx. The root's translation is its position
   * channels as they are; its offset is not added, since files that have both give the place in the
   * channels. Position channels of other joints are ignored.
   */
  public SkeletonMotion skeleton() {
    double[][][][] rotations = new double[motion.length][joints.size()][][];
    double[][] translations = new double[motion.length][3];
    for (int f = 0; f < motion.length; f++) {
      int column = 0;
      for (int j = 0; j < joints.size(); j++) {
        List<BvhChannel> channels = joints.get(j).channels();
        rotations[f][j] = rotation(channels, motion[f], column);
        if (j == 0) {
          translations[f] = translation(channels, motion[f]);
        }
        column += channels.size();
      }
    }
    return new SkeletonMotion(
        joints.stream().map(Joint::name).toList(),
        joints.stream().mapToInt(Joint::parent).toArray(),
        joints.stream().map(joint -> joint.offset().clone()).toArray(double[][]::new),
        rotations,
        translations);
  }

  private static double[][] rotation(List<BvhChannel> channels, double[] row, int from) {
    double[][] rotation = Matrices.identity();
    for (int c = 0; c < channels.size(); c++) {
      if (channels.get(c).isRotation()) {
        double angle = Math.toRadians(row[from + c]);
        rotation = Matrices.multiply(rotation, Matrices.about(channels.get(c).axis(), angle));
      }
    }
    return rotation;
  }

  private static double[] translation(List<BvhChannel> channels, double[] row) {
    double[] translation = new double[3];
    for (int c = 0; c < channels.size(); c++) {
      if (!channels.get(c).isRotation()) {
        translation[channels.get(c).axis()] = row[c];
      }
    }
    return translation;
  }
}
