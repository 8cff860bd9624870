package polyad.geometry.rotation;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;

/** Continuous rotation representations, as the catalog knows them. */
public final class RotationRepresentationsMethod implements Method {
  static final String SLUG = "rotation-representations";

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "Continuous rotation representations")
        .summary(
            "Lets a network put out rotations: differentiable maps onto SO(3), SO(n), O(n) and"
                + " similarities without the jumps of quaternions and Euler angles, with"
                + " estimators for point clouds and for inverse kinematics.")
        .paper(
            "Zhou, Barnes, Lu, Yang, Li: On the Continuity of Rotation Representations in Neural"
                + " Networks, CVPR",
            2019)
        .repository("https://github.com/papagina/RotationContinuity")
        .tasks("rotation estimation", "point-cloud registration", "inverse kinematics")
        .trainInputs(
            "task=pointcloud: a folder of shapes in .off, .obj, .xyz or .pts",
            "task=ik: motion-capture clips in .bvh, all of one skeleton")
        .dataSets("modelnet10-sample", "meshes", "mocap-bvh")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new RotationRepresentationsExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new RotationTrainer());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new RotationPredictor());
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(new ConvertTool());
  }
}
