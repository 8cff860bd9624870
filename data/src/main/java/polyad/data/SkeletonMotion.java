package polyad.data;

import java.util.List;

/**
 * A moving skeleton: a tree of joints, each with a fixed offset from its parent and one local
 * rotation a frame.
 *
 * @param names joint names, {@code [J]}
 * @param parents the parent of each joint, {@code [J]}; -1 for the root, which is joint 0; a parent
 *     comes before its children
 * @param offsets each joint's place in its parent's frame, {@code [J][3]}; not copied
 * @param rotations local rotation matrices that act on columns, {@code [F][J][3][3]}; not copied
 * @param rootTranslations where the root is in each frame, {@code [F][3]}; not copied
 */
public record SkeletonMotion(
    List<String> names,
    int[] parents,
    double[][] offsets,
    double[][][][] rotations,
    double[][] rootTranslations) {

  /** Checks that the parts fit together and that parents come first. */
  public SkeletonMotion {
    names = List.copyOf(names);
    parents = parents.clone();
    int joints = names.size();
    if (joints == 0 || parents.length != joints || offsets.length != joints) {
      throw new IllegalArgumentException(
          "skeleton: %d names, %d parents, %d offsets are not the same positive number"
              .formatted(joints, parents.length, offsets.length));
    }
    for (int j = 0; j < joints; j++) {
      if (j == 0 ? parents[j] != -1 : parents[j] < 0 || parents[j] >= j) {
        throw new IllegalArgumentException(
            "parents["
                + j
                + "]: "
                + parents[j]
                + (j == 0 ? " is not -1" : " is not in [0, " + j + ")"));
      }
    }
    if (rotations.length != rootTranslations.length) {
      throw new IllegalArgumentException(
          "rotations, rootTranslations: %d and %d frames are not the same"
              .formatted(rotations.length, rootTranslations.length));
    }
    for (int f = 0; f < rotations.length; f++) {
      if (rotations[f].length != joints) {
        throw new IllegalArgumentException(
            "rotations[" + f + "]: " + rotations[f].length + " joints are not " + joints);
      }
    }
  }

  /** The number of joints, J. */
  public int joints() {
    return parents.length;
  }

  /** The number of frames, F. */
  public int frames() {
    return rotations.length;
  }
}
