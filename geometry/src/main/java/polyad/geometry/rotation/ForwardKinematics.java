package polyad.geometry.rotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import polyad.tensor.Tensor;

/**
 * Joint positions of a skeleton from its joints' local rotations (section 5.3): the root is at its
 * offset; X_j = X_p + G_p·offset_j and G_j = G_p·R_j for a joint j with parent p. Joints of one
 * depth are computed together.
 */
public final class ForwardKinematics {
  private final int[] parents;
  private final double[] offsets;
  private final List<int[]> levels;

  /** The joints below one another: where each one's parent stands in the level above. */
  private record Placed(int[] joints, int[] parentSlots) {}

  private final List<Placed> placed;
  private final int[] slots;

  /**
   * A skeleton.
   *
   * @param parents the parent of each joint, -1 for the root, which is joint 0; parents first
   * @param offsets each joint's place in its parent's frame, {@code [J][3]}
   * @throws IllegalArgumentException naming the joint whose parent does not come before it
   */
  public ForwardKinematics(int[] parents, double[][] offsets) {
    this.parents = parents.clone();
    requireTree(parents);
    if (offsets.length != parents.length) {
      throw new IllegalArgumentException(
          "offsets: %d joints, expected %d".formatted(offsets.length, parents.length));
    }
    this.offsets = Arrays.stream(offsets).flatMapToDouble(Arrays::stream).toArray();
    if (this.offsets.length != 3 * parents.length) {
      throw new IllegalArgumentException("offsets: expected three numbers a joint");
    }
    this.levels = levels(parents);
    this.slots = new int[parents.length];
    this.placed = place();
  }

  static void requireTree(int[] parents) {
    if (parents.length == 0) {
      throw new IllegalArgumentException("parents: no joints, expected at least the root");
    }
    for (int j = 0; j < parents.length; j++) {
      if (j == 0 ? parents[0] != -1 : parents[j] < 0 || parents[j] >= j) {
        throw new IllegalArgumentException(
            "parents[%d] is %d, expected %s"
                .formatted(j, parents[j], j == 0 ? "-1 for the root" : "0 to " + (j - 1)));
      }
    }
  }

  private static List<int[]> levels(int[] parents) {
    int[] depth = new int[parents.length];
    int deepest = 0;
    for (int j = 1; j < parents.length; j++) {
      depth[j] = depth[parents[j]] + 1;
      deepest = Math.max(deepest, depth[j]);
    }
    List<int[]> levels = new ArrayList<>();
    for (int d = 0; d <= deepest; d++) {
      int wanted = d;
      levels.add(IntStream.range(0, parents.length).filter(j -> depth[j] == wanted).toArray());
    }
    return levels;
  }

  private List<Placed> place() {
    List<Placed> result = new ArrayList<>();
    int next = 0;
    int[] withinLevel = new int[parents.length];
    for (int[] level : levels) {
      for (int i = 0; i < level.length; i++) {
        slots[level[i]] = next++;
        withinLevel[level[i]] = i;
      }
      int[] above = Arrays.stream(level).map(j -> j == 0 ? 0 : withinLevel[parents[j]]).toArray();
      result.add(new Placed(level, above));
    }
    return result;
  }

  /** The number of joints, J. */
  public int joints() {
    return parents.length;
  }

  /**
   * Where the joints are.
   *
   * @param rotations local rotations, {@code [B, J, 3, 3]}
   * @return {@code [B, J, 3]}
   */
  public Tensor positions(Tensor rotations) {
    if (rotations.dim() != 4 || rotations.size(1) != joints()) {
      throw new IllegalArgumentException(
          "rotations: shape is %s, expected [B, %d, 3, 3]"
              .formatted(Arrays.toString(rotations.shape()), joints()));
    }
    long batch = rotations.size(0);
    Tensor offset = Tensor.of(offsets, joints(), 3, 1).to(rotations.dtype());
    List<Tensor> found = new ArrayList<>();
    Tensor global = rotations.narrow(1, 0, 1); // [B, 1, 3, 3]
    Tensor at = offset.narrow(0, 0, 1).unsqueeze(0).expand(batch, 1, 3, 1);
    found.add(at);
    for (Placed level : placed.subList(1, placed.size())) {
      Tensor above = Tensor.of(level.parentSlots(), level.parentSlots().length);
      Tensor joints = Tensor.of(level.joints(), level.joints().length);
      Tensor parent = global.indexSelect(1, above);
      at = at.indexSelect(1, above).add(parent.matmul(offset.indexSelect(0, joints)));
      global = parent.matmul(rotations.indexSelect(1, joints));
      found.add(at);
    }
    Tensor inOrder = Tensor.cat(1, found).indexSelect(1, Tensor.of(slots, slots.length));
    return inOrder.squeeze(-1);
  }
}
