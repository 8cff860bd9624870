package polyad.geometry.rotation;

import java.util.Arrays;
import java.util.List;
import polyad.algebra.RotationRepresentation;
import polyad.catalog.Profile;

/** The experiment's configuration of each profile. */
final class Profiles {
  private static final List<RotationRepresentation> CORE =
      List.of(
          RotationRepresentation.ORTHO6D,
          RotationRepresentation.ORTHO5D,
          RotationRepresentation.QUATERNION,
          RotationRepresentation.AXIS_ANGLE,
          RotationRepresentation.EULER,
          RotationRepresentation.RODRIGUEZ,
          RotationRepresentation.SVD);

  private static final List<RotationRepresentation> CLOUDS =
      List.of(
          RotationRepresentation.ORTHO6D,
          RotationRepresentation.ORTHO5D,
          RotationRepresentation.QUATERNION,
          RotationRepresentation.AXIS_ANGLE,
          RotationRepresentation.EULER);

  private static final List<RotationRepresentation> POSES =
      List.of(
          RotationRepresentation.ORTHO6D,
          RotationRepresentation.ORTHO5D,
          RotationRepresentation.QUATERNION,
          RotationRepresentation.AXIS_ANGLE,
          RotationRepresentation.EULER,
          RotationRepresentation.MATRIX_GRAM_SCHMIDT);

  private static final List<RotationLoss> BOTH = List.of(RotationLoss.values());

  private Profiles() {}

  static RotationConfig of(Profile profile) {
    return switch (profile) {
      case SMOKE -> smoke();
      case QUICK ->
          new RotationConfig(
              CORE,
              List.of(RotationLoss.L2),
              3,
              100_000,
              10,
              400,
              AutoencoderConfig.QUICK,
              List.of(),
              List.of(),
              1,
              240,
              60,
              20,
              PointCloudConfig.DEFAULT,
              List.of(),
              30,
              6,
              KinematicsConfig.DEFAULT);
      case FULL ->
          new RotationConfig(
              Arrays.asList(RotationRepresentation.values()),
              BOTH,
              2,
              100_000,
              10,
              400,
              AutoencoderConfig.QUICK,
              List.of(4, 5),
              CLOUDS,
              1,
              240,
              60,
              20,
              PointCloudConfig.DEFAULT,
              POSES,
              30,
              6,
              KinematicsConfig.DEFAULT);
    };
  }

  private static RotationConfig smoke() {
    AutoencoderConfig autoencoder = new AutoencoderConfig(16, 16, 20, 1e-3, 1e-6, 0, 200, false);
    PointCloudConfig cloud =
        new PointCloudConfig(
            RotationRepresentation.ORTHO6D,
            32,
            List.of(8, 16),
            16,
            false,
            0.1,
            2,
            4,
            10,
            1e-3,
            1e-6);
    KinematicsConfig pose =
        new KinematicsConfig(
            RotationRepresentation.ORTHO6D, 16, 0, 1, 10, 0, List.of(), true, 8, 10, 1e-3, 1e-6);
    return new RotationConfig(
        Arrays.asList(RotationRepresentation.values()),
        BOTH,
        1,
        1000,
        4,
        400,
        autoencoder,
        List.of(4),
        CLOUDS,
        1,
        4,
        2,
        3,
        cloud,
        POSES,
        2,
        1,
        pose);
  }
}
