package polyad.vision.align.study;

import polyad.vision.align.AlignConfig;

/** Training pictures moved by up to two pixels, against pictures as they are. */
final class ShiftPart {
  private static final int PIXELS = 2;

  private final AlignExperiment.Config config;
  private final AlignConfig own;
  private final ShapesModels models;

  ShiftPart(AlignExperiment.Config config, AlignConfig own, ShapesModels models) {
    this.config = config;
    this.own = own;
    this.models = models;
  }

  void report() throws Exception {
    models.run().report().section("Moved pictures");
    AlignConfig few = AlignExperiment.cleanConfig(config, own);
    models
        .run()
        .report()
        .table(
            new RecallTable("Retrieval with training pictures moved by up to 2 pixels", "model")
                .row("noisy pairs, as they are", noisy(ShapesModels.NOISY, own))
                .row("noisy pairs, moved", noisy("noisy-moved", own.withShift(PIXELS)))
                .row("few clean pairs, as they are", clean(ShapesModels.CLEAN, few))
                .row("few clean pairs, moved", clean("clean-moved", few.withShift(PIXELS)))
                .build("captions tell left from right, so nothing is mirrored"));
  }

  private ShapesModels.Score noisy(String name, AlignConfig how) throws Exception {
    return models.score(ShapesModels.Task.of(name, config.pairs(), config.noise(), how));
  }

  private ShapesModels.Score clean(String name, AlignConfig how) throws Exception {
    return models.score(ShapesModels.Task.of(name, config.cleanPairs(), 0, how));
  }
}
