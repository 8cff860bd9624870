package polyad.geometry.rotation;

import java.util.List;
import polyad.algebra.RotationRepresentation;
import polyad.catalog.Describe;

/** How inverse kinematics is learnt. */
public record KinematicsConfig(
    @Describe("representation of the joints' rotations") RotationRepresentation representation,
    @Describe("width of the hidden layers; 1024 in the paper; at least 1") int hidden,
    @Describe("factor on the offsets; 0.01 as released; 0 makes the longest reach 1")
        double offsetScale,
    @Describe("weight of all joints' positions; at least 0") double weightPose,
    @Describe("weight of the hips' positions; at least 0") double weightHips,
    @Describe("weight of the root's rotation; at least 0") double weightRotation,
    @Describe("root and hips by index; empty finds them by name") List<Integer> hips,
    @Describe("turn every pose about the vertical y axis at random") boolean augment,
    @Describe("poses a step; at least 1") int batch,
    @Describe("training steps; at least 1") int steps,
    @Describe("learning rate of Adam at the start; above 0") double lr,
    @Describe("learning rate at the end of a cosine; 0 to lr") double endLr) {
  /** The weights of the paper, a smaller network and a schedule for minutes. */
  public static final KinematicsConfig DEFAULT =
      new KinematicsConfig(
          RotationRepresentation.ORTHO6D, 256, 0, 1, 10, 0, List.of(), true, 64, 4000, 1e-3, 1e-6);

  /** Checks the ranges. */
  public KinematicsConfig {
    Ranges.atLeast("hidden", hidden, 1);
    Ranges.atLeast("offsetScale", offsetScale, 0);
    Ranges.atLeast("weightPose", weightPose, 0);
    Ranges.atLeast("weightHips", weightHips, 0);
    Ranges.atLeast("weightRotation", weightRotation, 0);
    hips = List.copyOf(hips);
    hips.forEach(joint -> Ranges.atLeast("hips", joint, 0));
    Ranges.atLeast("batch", batch, 1);
    Ranges.atLeast("steps", steps, 1);
    Ranges.rates(lr, endLr);
  }

  KinematicsConfig withRepresentation(RotationRepresentation other) {
    return new KinematicsConfig(
        other,
        hidden,
        offsetScale,
        weightPose,
        weightHips,
        weightRotation,
        hips,
        augment,
        batch,
        steps,
        lr,
        endLr);
  }

  KinematicsConfig withHips(List<Integer> joints) {
    return new KinematicsConfig(
        representation,
        hidden,
        offsetScale,
        weightPose,
        weightHips,
        weightRotation,
        joints,
        augment,
        batch,
        steps,
        lr,
        endLr);
  }
}
