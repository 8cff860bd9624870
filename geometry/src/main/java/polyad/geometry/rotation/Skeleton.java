package polyad.geometry.rotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import polyad.data.SkeletonMotion;

/**
 * The tree that a pose hangs on. The root's own offset, where the figure stands, is taken as zero.
 *
 * @param names joint names, {@code [J]}
 * @param parents the parent of each joint, -1 for the root; parents first, {@code [J]}
 * @param offsets each joint's place in its parent's frame, in the file's units, {@code [J]} of
 *     three
 */
public record Skeleton(List<String> names, List<Integer> parents, List<List<Double>> offsets) {
  private static final List<String> HIPS = List.of("upleg", "thigh", "hip", "femur", "upperleg");

  /** Checks the tree. */
  public Skeleton {
    names = List.copyOf(names);
    parents = List.copyOf(parents);
    offsets = offsets.stream().map(List::copyOf).toList();
    ForwardKinematics.requireTree(parents.stream().mapToInt(Integer::intValue).toArray());
    if (names.size() != parents.size() || offsets.size() != parents.size()) {
      throw new IllegalArgumentException(
          "skeleton: %d names, %d parents, %d offsets, expected as many of each"
              .formatted(names.size(), parents.size(), offsets.size()));
    }
    for (List<Double> offset : offsets) {
      if (offset.size() != 3 || !offset.stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "offsets: " + offset + " is not a place, expected three finite numbers");
      }
    }
  }

  /** The skeleton of a clip. */
  public static Skeleton of(SkeletonMotion motion) {
    List<List<Double>> offsets = new ArrayList<>();
    for (int j = 0; j < motion.joints(); j++) {
      double[] o = j == 0 ? new double[3] : motion.offsets()[j];
      offsets.add(List.of(o[0], o[1], o[2]));
    }
    return new Skeleton(motion.names(), Arrays.stream(motion.parents()).boxed().toList(), offsets);
  }

  /** The number of joints, J. */
  public int joints() {
    return parents.size();
  }

  /**
   * Refuses a clip of another tree.
   *
   * @param what names the clip
   */
  void requireSame(String what, SkeletonMotion motion) {
    int[] own = parents.stream().mapToInt(Integer::intValue).toArray();
    if (!Arrays.equals(own, motion.parents())) {
      throw new IllegalArgumentException(
          what
              + ": its "
              + motion.joints()
              + " joints form another tree than the model's "
              + joints());
    }
  }

  /** Offsets times a factor, {@code [J][3]}. */
  double[][] scaled(double factor) {
    return offsets.stream()
        .map(o -> o.stream().mapToDouble(x -> x * factor).toArray())
        .toArray(double[][]::new);
  }

  /** The longest way from the root along the bones. */
  double reach() {
    double[] distance = new double[joints()];
    double longest = 0;
    for (int j = 1; j < joints(); j++) {
      List<Double> o = offsets.get(j);
      distance[j] = distance[parents.get(j)] + Math.hypot(Math.hypot(o.get(0), o.get(1)), o.get(2));
      longest = Math.max(longest, distance[j]);
    }
    return longest;
  }

  /** The root and the first two other joints that are named as hips. */
  List<Integer> hips() {
    List<Integer> found = new ArrayList<>();
    found.add(0);
    for (int j = 1; j < joints(); j++) {
      String name = names.get(j).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
      if (HIPS.stream().anyMatch(name::endsWith) && found.size() < 3) {
        found.add(j);
      }
    }
    return List.copyOf(found);
  }
}
