package polyad.completion.functional;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Claim;

/** The paper's claims: continuous indexes, chains in linear time, error bars, the advantage. */
final class FunctionalTuckerExperiment implements Experiment<FunctionalTuckerExperiment.Config> {
  /** How much to do. */
  record Config(
      @Describe("sweeps of the fits to generated tensors; 1 or more") int sweeps,
      @Describe("generated tensors of each form; 1 or more") int seeds,
      @Describe("greatest number of points of the chains that are timed; 1000 or more") int longest,
      @Describe("whether to run every real set, both forms, removed days, and the scaling")
          boolean everything) {
    Config {
      ConfigChecks.atLeast("sweeps", sweeps, 1);
      ConfigChecks.atLeast("seeds", seeds, 1);
      ConfigChecks.atLeast("longest", longest, 1000);
    }
  }

  @Override
  public Config config(Profile profile) {
    return switch (profile) {
      case SMOKE -> new Config(3, 1, 1000, false);
      case QUICK -> new Config(60, 4, 8000, false);
      case FULL -> new Config(60, 4, 8000, true);
    };
  }

  @Override
  public void run(Config config, Run run) throws Exception {
    new SimulationPart(run, config.sweeps()).report();
    new SurfacePart(run, config.sweeps(), config.seeds()).report();
    new ChainsPart(run, config.longest()).report();
    if (run.profile() != Profile.SMOKE) {
      new AirPart(run).report();
    }
    if (config.everything()) {
      new FullPart(run).report();
    } else {
      run.report()
          .section("Not run here")
          .claim(
              Claim.notTestable(
                  "real-sets",
                  "FunBaT completes real continuous-indexed sets better than CP on discretised grids (test RMSE)",
                  "--profile full runs PM2.5, PM10 and SO2"));
    }
  }
}
