package polyad.geometry.rotation;

import java.util.List;
import polyad.tensor.Tensor;

/**
 * The loss of inverse kinematics: mean squared errors of all joints' positions, of the hips'
 * positions, and of the root's rotation as a 4×4 matrix, each with its weight.
 *
 * @param weightPose of all joints; 1 in the paper
 * @param weightHips of the root and the two hips; 10 in the paper
 * @param weightRotation of the root's rotation; 0 in the paper
 * @param hips the root and the two hips
 */
public record PoseLoss(
    double weightPose, double weightHips, double weightRotation, List<Integer> hips) {
  /** Checks the weights. */
  public PoseLoss {
    requireWeight("weightPose", weightPose);
    requireWeight("weightHips", weightHips);
    requireWeight("weightRotation", weightRotation);
    hips = List.copyOf(hips);
    if (hips.isEmpty() && weightHips > 0) {
      throw new IllegalArgumentException("hips: no joints, expected some with weightHips > 0");
    }
  }

  private static void requireWeight(String name, double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(name + " is " + weight + ", expected 0 or more");
    }
  }

  /**
   * The loss of a batch.
   *
   * @param positions predicted, {@code [B, J, 3]}
   * @param wantedPositions {@code [B, J, 3]}
   * @param rotations predicted local rotations, {@code [B, J, 3, 3]}
   * @param wantedRotations {@code [B, J, 3, 3]}
   * @return a single number
   */
  public Tensor of(
      Tensor positions, Tensor wantedPositions, Tensor rotations, Tensor wantedRotations) {
    Tensor square = positions.sub(wantedPositions).square();
    Tensor loss = square.mean().mul(weightPose);
    if (weightHips > 0) {
      int[] joints = hips.stream().mapToInt(Integer::intValue).toArray();
      Tensor index = Tensor.of(joints, joints.length);
      loss = loss.add(square.indexSelect(1, index).mean().mul(weightHips));
    }
    if (weightRotation > 0) {
      Tensor root = rotations.select(1, 0).sub(wantedRotations.select(1, 0)).square();
      // The 4×4 matrices differ in the rotation block only: 9 of 16 entries.
      loss = loss.add(root.mean().mul(weightRotation * 9 / 16));
    }
    return loss;
  }
}
