package polyad.geometry.rotation;

import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;

/**
 * The paper's comparison: the maps' continuity, the autoencoder sanity test (section 5.1), point
 * clouds (5.2) and inverse kinematics (5.3), for 5D and 6D and the baselines.
 */
public final class RotationRepresentationsExperiment implements Experiment<RotationConfig> {
  @Override
  public RotationConfig config(Profile profile) {
    return Profiles.of(profile);
  }

  @Override
  public void run(RotationConfig config, Run run) throws Exception {
    new MapStudy(config, run).report();
    new AutoencoderStudy(config, run).report();
    if (!config.cloudModes().isEmpty()) {
      new PointCloudStudy(config, run).report();
    }
    if (!config.poseModes().isEmpty()) {
      new KinematicsStudy(config, run).report();
    }
  }
}
