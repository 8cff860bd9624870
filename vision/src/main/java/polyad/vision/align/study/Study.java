package polyad.vision.align.study;

import java.util.Optional;
import polyad.catalog.Run;

/** The parts of the full profile, one class each. */
final class Study {
  private Study() {}

  static void report(AlignExperiment.Config config, Run run) throws Exception {
    TowersConfig own = TowersConfig.defaults().withEpochs(config.epochs());
    ShapesModels models = new ShapesModels(run);
    new NoisePart(config, own, models).report();
    new DataSizePart(config, own, models).report();
    new TowersPart(config, own, models).report();
    new ShiftPart(config, own, models).report();
    new NegativesPart(config, own, models).report();
    Optional<GlyphWorld> glyphs = GlyphWorld.find(config.realPairs(), run.seed());
    new GlyphPart(config, run, glyphs).report();
    new SentencesPart(config, run).report();
    new FlickrPart(config, run).report();
    new TransferPart(config, run, glyphs).report();
    new MatcherPart(config, own, models).report();
    new MemoryPart(run).report();
    new NestedPart(config, own, models).report();
    if (config.ablate()) {
      new AblationPart(config, own, models).report();
    }
  }
}
