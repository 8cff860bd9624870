package polyad.geometry.tdn;

import java.util.List;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.geometry.tdn.TdnExperimentConfig.Baseline;
import polyad.geometry.tdn.TdnExperimentConfig.Source;
import polyad.geometry.tdn.TdnExperimentConfig.Variant;

/** The decomposition and its bound, the cost of products, and networks with them on molecules. */
public final class TdnExperiment implements Experiment<TdnExperimentConfig> {
  @Override
  public TdnExperimentConfig config(Profile profile) {
    return switch (profile) {
      case SMOKE ->
          new TdnExperimentConfig(
              1,
              1500,
              List.of(6, 8),
              List.of(),
              List.of(),
              0,
              50,
              2,
              4,
              4,
              Source.MORSE,
              8,
              4,
              4,
              2,
              4,
              2e-3,
              TdnConfig.small(),
              List.of(1),
              List.of(Variant.CP, Variant.EXACT_SHARED),
              List.of(Baseline.SCHNET, Baseline.PAINN, Baseline.CONVOLUTION_CP));
      case QUICK ->
          new TdnExperimentConfig(
              2,
              1500,
              List.of(4, 5, 6, 7, 8),
              List.of(14, 20, 28, 40),
              List.of(),
              0,
              1000,
              6,
              64,
              32,
              Source.RMD17,
              100,
              100,
              2600,
              300,
              5,
              2e-3,
              TdnConfig.small(),
              List.of(1),
              List.of(Variant.CP),
              List.of());
      case FULL ->
          new TdnExperimentConfig(
              4,
              1500,
              List.of(4, 5, 6, 7, 8),
              List.of(14, 20, 28, 32, 40),
              List.of(40, 63, 80),
              5000,
              10_000,
              6,
              64,
              32,
              Source.THREE_BPA,
              450,
              50,
              180,
              90,
              5,
              2e-3,
              TdnConfig.small(),
              List.of(1, 2),
              List.of(Variant.values()),
              List.of(Baseline.values()));
    };
  }

  @Override
  public void run(TdnExperimentConfig config, Run run) throws Exception {
    new DecompositionStudy(config, run).report();
    new CostStudy(config, run).report();
    new NetworkStudy(config, run).report();
  }
}
