package polyad.geometry.rotation;

import java.util.List;
import polyad.algebra.RotationRepresentation;
import polyad.catalog.Describe;

/** How a rotation between point clouds is learnt. */
public record PointCloudConfig(
    @Describe("representation of the rotation") RotationRepresentation representation,
    @Describe("points a cloud; at least 4") int points,
    @Describe("widths of the layers on every point; 64,128,1024 in the paper")
        List<Integer> convWidths,
    @Describe("width of the perceptron's hidden layer; 512 in the paper") int hidden,
    @Describe("whether a translation is regressed too") boolean regressTranslation,
    @Describe("standard deviation of the translations trained on, in radii; at least 0")
        double translation,
    @Describe("shapes a step; 1 as released; at least 1") int shapes,
    @Describe("rotations of each; 10 as released; at least 1") int batch,
    @Describe("training steps; at least 1") int steps,
    @Describe("learning rate of Adam at the start; 1e-5 as released; above 0") double lr,
    @Describe("learning rate at the end of a cosine; 0 to lr") double endLr) {
  /** Small widths and a schedule for minutes. */
  public static final PointCloudConfig DEFAULT =
      new PointCloudConfig(
          RotationRepresentation.ORTHO6D,
          64,
          List.of(32, 64, 128),
          128,
          false,
          0.1,
          16,
          4,
          6000,
          1e-3,
          1e-6);

  /** Checks the ranges. */
  public PointCloudConfig {
    Ranges.atLeast("points", points, 4);
    Ranges.widths("convWidths", convWidths);
    convWidths = List.copyOf(convWidths);
    Ranges.atLeast("hidden", hidden, 1);
    Ranges.atLeast("translation", translation, 0);
    Ranges.atLeast("shapes", shapes, 1);
    Ranges.atLeast("batch", batch, 1);
    Ranges.atLeast("steps", steps, 1);
    Ranges.rates(lr, endLr);
  }

  PointCloudConfig withRepresentation(RotationRepresentation other) {
    return new PointCloudConfig(
        other,
        points,
        convWidths,
        hidden,
        regressTranslation,
        translation,
        shapes,
        batch,
        steps,
        lr,
        endLr);
  }
}
