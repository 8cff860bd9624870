package polyad.embedding.optembed;

import java.util.ArrayList;
import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;

/** The paper's claims on a planted click log and, in full, on MovieLens and Frappe. */
final class OptEmbedExperiment implements Experiment<OptEmbedExperiment.Config> {
  /** How much to do. */
  record Config(
      @Describe("base model on the planted log") CtrModel model,
      @Describe("training rows of the planted log; 100 or more") int rows,
      @Describe("its validation rows, and as many test rows; 100 or more") int heldOut,
      @Describe("draws of the planted log, each with a seed of its own; 1 or more") int draws,
      @Describe("whether to train at four strengths of pruning and print the trade-off")
          boolean sweep,
      @Describe("whether to print every candidate that no other beats in size and AUC")
          boolean pareto,
      @Describe("whether to run real logs, all base models, ablations and sizes")
          boolean everything,
      OptEmbedConfig fit) {
    Config {
      ConfigChecks.atLeast("rows", rows, 100);
      ConfigChecks.atLeast("heldOut", heldOut, 100);
      ConfigChecks.atLeast("draws", draws, 1);
    }
  }

  @Override
  public Config config(Profile profile) {
    OptEmbedConfig small = OptEmbedConfig.small();
    return switch (profile) {
      case SMOKE ->
          new Config(CtrModel.DEEPFM, 4000, 1000, 1, false, false, false, small.withLength(2, 2));
      case QUICK -> new Config(CtrModel.DEEPFM, 60_000, 10_000, 3, false, false, false, small);
      case FULL -> new Config(CtrModel.DEEPFM, 60_000, 10_000, 3, true, true, true, small);
    };
  }

  @Override
  public void run(Config config, Run run) throws Exception {
    List<ClickTask> tasks = new ArrayList<>();
    for (long seed : run.seeds(config.draws())) {
      tasks.add(ClickTask.planted(config.rows(), config.heldOut(), seed));
    }
    new PlantedPart(config, run, tasks).report();
    if (config.everything()) {
      new FullPart(config, run, tasks.getFirst()).report();
    }
  }
}
