package polyad.geometry.gaunt;

import java.util.List;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;

/** The paper's identities, its timings, and its force field with baselines and ablations. */
public final class GauntExperiment implements Experiment<GauntConfig> {
  @Override
  public GauntConfig config(Profile profile) {
    MaceConfig small = MaceConfig.small();
    return switch (profile) {
      case SMOKE ->
          new GauntConfig(
              3,
              2,
              2,
              GauntConfig.Source.MORSE,
              8,
              4,
              4,
              4,
              0.01,
              5,
              small,
              List.of(GauntConfig.Variant.INVARIANT));
      case QUICK ->
          new GauntConfig(
              8,
              64,
              32,
              GauntConfig.Source.RMD17,
              100,
              100,
              1000,
              5,
              0.01,
              200,
              small,
              List.of(GauntConfig.Variant.INVARIANT));
      case FULL ->
          new GauntConfig(
              10,
              64,
              32,
              GauntConfig.Source.THREE_BPA,
              450,
              50,
              1000,
              5,
              0.01,
              500,
              small,
              List.of(GauntConfig.Variant.values()));
    };
  }

  @Override
  public void run(GauntConfig config, Run run) throws Exception {
    new OperationStudy(config.lmax(), run).report();
    new SpeedStudy(config, run).report();
    new ForceFieldStudy(config, run).report();
  }
}
