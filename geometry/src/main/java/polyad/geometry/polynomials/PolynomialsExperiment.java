package polyad.geometry.polynomials;

import java.util.List;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Claim;

/**
 * The basis and its plans, what networks compute, strongly regular and small graphs, counting; in
 * full also classification.
 */
public final class PolynomialsExperiment implements Experiment<PolynomialsConfig> {
  @Override
  public PolynomialsConfig config(Profile profile) {
    return switch (profile) {
      case SMOKE ->
          new PolynomialsConfig(6, 1, 60, 0, 0, false, 20, 4, 2, 1, 1, 0, 0, List.of(), 1, 0);
      case QUICK ->
          new PolynomialsConfig(
              6, 4, 80, 1000, 200, true, 2000, 16, 2, 16, 20, 0, 0, List.of(), 1, 0);
      case FULL ->
          new PolynomialsConfig(
              6,
              4,
              80,
              1000,
              200,
              true,
              2000,
              16,
              3,
              16,
              20,
              25,
              4,
              List.of("MUTAG", "PTC"),
              10,
              10);
    };
  }

  @Override
  public void run(PolynomialsConfig config, Run run) throws Exception {
    new BasisStudy(config, run).report();
    new CostStudy(config, run).report();
    new RegularStudy(config, run).report();
    if (config.countingGraphs() > 0) {
      new CountingStudy(config, run).report();
    }
    new ClassStudy(config, run).report();
    if (config.moleculeEpochs() > 0) {
      new MoleculeStudy(config, run).report();
    }
    run.report()
        .claim(
            Claim.notTestable(
                "C6",
                "best results on ZINC and Alchemy",
                "neither set is at hand; strongly regular graphs, counting and TU sets are here"));
  }
}
