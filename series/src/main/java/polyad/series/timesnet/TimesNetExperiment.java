package polyad.series.timesnet;

import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Claim;

/** The paper's claims: periods, folding, one backbone for five tasks. */
final class TimesNetExperiment implements Experiment<TimesNetExperiment.Config> {
  /** How much to do. */
  record Config(
      @Describe("2D network on the folded series, in all tasks") TimesNetConfig.Backbone backbone,
      @Describe("whether series are folded, in all tasks but the ablation") boolean fold,
      @Describe("training steps of the block gaps; 1 or more") int gapSteps,
      @Describe("repetitions of the block gaps with other seeds; 1 or more") int gapSeeds,
      @Describe("passes over JapaneseVowels; 1 or more") int classEpochs,
      @Describe("training steps of ETTh1 96->96; 1 or more") int forecastSteps,
      @Describe("training steps of the strange cycles; 1 or more") int anomalySteps,
      @Describe("repetitions of the strange cycles with other seeds; 1 or more") int anomalySeeds,
      @Describe("training steps of M3 monthly; 1 or more") int monthlySteps,
      @Describe("whether to run official widths, further sets and timings over the length")
          boolean everything) {
    Config {
      ConfigChecks.atLeast("gapSteps", gapSteps, 1);
      ConfigChecks.atLeast("gapSeeds", gapSeeds, 1);
      ConfigChecks.atLeast("classEpochs", classEpochs, 1);
      ConfigChecks.atLeast("forecastSteps", forecastSteps, 1);
      ConfigChecks.atLeast("anomalySteps", anomalySteps, 1);
      ConfigChecks.atLeast("anomalySeeds", anomalySeeds, 1);
      ConfigChecks.atLeast("monthlySteps", monthlySteps, 1);
    }
  }

  @Override
  public Config config(Profile profile) {
    TimesNetConfig.Backbone inception = TimesNetConfig.Backbone.INCEPTION;
    return switch (profile) {
      case SMOKE -> new Config(inception, true, 4, 1, 1, 3, 3, 1, 2, false);
      case QUICK -> new Config(inception, true, 250, 3, 30, 150, 200, 3, 60, false);
      case FULL -> new Config(inception, true, 250, 3, 60, 150, 200, 3, 60, true);
    };
  }

  @Override
  public void run(Config config, Run run) throws Exception {
    Lab lab = new Lab(config, run);
    new PeriodPart(lab).report();
    new GapPart(lab).report();
    new LongTermPart(lab)
        .hourly(
            "A4: ETTh1 96→96",
            new LongTermPart.Sizes(16, 16, 3, 4, config.forecastSteps()),
            0.45,
            0.455);
    new ClassPart(lab).report(config.classEpochs(), List.of("JapaneseVowels"));
    new AnomalyPart(lab).report();
    new ShortTermPart(lab).monthly();
    if (config.everything()) {
      new FullPart(lab).report();
    }
    run.report()
        .claim(
            Claim.notTestable(
                "state-of-the-art",
                "consistent state of the art in five tasks",
                "the paper trains to convergence on 36 sets"));
  }
}
