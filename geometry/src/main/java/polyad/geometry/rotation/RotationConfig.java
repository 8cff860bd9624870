package polyad.geometry.rotation;

import java.util.List;
import polyad.algebra.RotationRepresentation;
import polyad.catalog.Describe;

/** What {@link RotationRepresentationsExperiment} does. */
public record RotationConfig(
    @Describe("representations in the sanity test") List<RotationRepresentation> modes,
    @Describe("losses of the sanity test") List<RotationLoss> losses,
    @Describe("trainings of each other kind, with seeds of their own; at least 1") int seeds,
    @Describe("random rotations for the round trips; at least 1") int roundTrips,
    @Describe("closed loops of rotations to look for jumps on; at least 1") int loops,
    @Describe("steps a loop; at least 2") int loopSteps,
    AutoencoderConfig autoencoder,
    @Describe("dimensions n for autoencoders of SO(n), 4 or more; empty for none")
        List<Integer> dimensions,
    @Describe("representations on point clouds; empty for none")
        List<RotationRepresentation> cloudModes,
    @Describe("trainings on point clouds, with seeds of their own; at least 1") int cloudSeeds,
    @Describe("shapes to train on; at least 1") int shapes,
    @Describe("other shapes to test on; at least 1") int testShapes,
    @Describe("random rotations of every test shape; at least 1") int turns,
    PointCloudConfig pointCloud,
    @Describe("representations in inverse kinematics; empty for none")
        List<RotationRepresentation> poseModes,
    @Describe("synthetic clips to train on; at least 1") int clips,
    @Describe("other synthetic clips to test on; at least 1") int testClips,
    KinematicsConfig kinematics) {
  /** Checks the ranges. */
  public RotationConfig {
    modes = List.copyOf(modes);
    losses = List.copyOf(losses);
    dimensions = List.copyOf(dimensions);
    cloudModes = List.copyOf(cloudModes);
    poseModes = List.copyOf(poseModes);
    Ranges.atLeast("seeds", seeds, 1);
    Ranges.atLeast("roundTrips", roundTrips, 1);
    Ranges.atLeast("loops", loops, 1);
    Ranges.atLeast("loopSteps", loopSteps, 2);
    dimensions.forEach(n -> Ranges.atLeast("dimensions", n, 4));
    Ranges.atLeast("cloudSeeds", cloudSeeds, 1);
    Ranges.atLeast("shapes", shapes, 1);
    Ranges.atLeast("testShapes", testShapes, 1);
    Ranges.atLeast("turns", turns, 1);
    Ranges.atLeast("clips", clips, 1);
    Ranges.atLeast("testClips", testClips, 1);
    if (modes.isEmpty() != losses.isEmpty()) {
      throw new IllegalArgumentException(
          "modes, losses are %s, %s, expected both or neither empty".formatted(modes, losses));
    }
  }
}
