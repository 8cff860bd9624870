package polyad.vision.align.study;

import java.util.Locale;
import java.util.Optional;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.tensor.TensorScope;
import polyad.vision.align.DualEncoder;
import polyad.vision.align.PairData;

/** Pictures of characters and their Unicode names; tests with names that were never seen. */
final class GlyphPart {
  private static final double TIMES_CHANCE = 20;

  private final AlignExperiment.Config config;
  private final Run run;
  private final Optional<GlyphWorld> world;

  /**
   * What came of it.
   *
   * @param face of the tests
   * @param learned characters to learn from
   * @param pairs to learn from
   */
  record Result(
      ShapesScores.Recall recall, double temperature, String face, int learned, int pairs) {}

  GlyphPart(AlignExperiment.Config config, Run run, Optional<GlyphWorld> world) {
    this.config = config;
    this.run = run;
    this.world = world;
  }

  void report() throws Exception {
    if (world.isEmpty()) {
      run.info("no installed font has enough named characters: glyphs are left out");
      run.report()
          .text(
              "Glyphs are left out: Java finds no font with enough named characters; install one,"
                  + " such as DejaVu Sans, and fontconfig.");
      return;
    }
    Report report = run.report();
    report.section("Drawn characters and their names");
    Result r =
        run.once(
            "glyph-result",
            Result.class,
            () ->
                use(
                    (model, data) ->
                        new Result(
                            recall(model, world.get().test()),
                            model.temperature().detach().item(),
                            world.get().face().getFontName(Locale.ROOT),
                            world.get().learned(),
                            data.size())));
    double chance = 1.0 / GlyphWorld.TEST;
    report.table(
        Table.of("Retrieval among %,d names never seen".formatted(GlyphWorld.TEST))
            .columns("model")
            .higher("R@1 image to text")
            .higher("R@1 text to image")
            .higher("R@5 image to text")
            .higher("R@5 text to image")
            .row(
                "ALIGN",
                r.recall().imageToText(),
                r.recall().textToImage(),
                r.recall().imageToText5(),
                r.recall().textToImage5())
            .row("chance", chance, chance, 5 * chance, 5 * chance)
            .note(
                "%s; %,d pairs of %,d other characters in the installed faces; final temperature %.3f"
                    .formatted(r.face(), r.pairs(), r.learned(), r.temperature()))
            .build());
    if (run.profile() != Profile.SMOKE) {
      report.check(
          Check.atLeast(
              "glyphs: R@1 image to text over chance",
              r.recall().imageToText() / chance,
              TIMES_CHANCE));
      report.check(
          Check.atLeast(
              "glyphs: R@1 text to image over chance",
              r.recall().textToImage() / chance,
              TIMES_CHANCE));
    }
  }

  private static ShapesScores.Recall recall(DualEncoder model, PairData data) {
    return ShapesScores.recall(
        Vectors.images(model, data.pixels()), Vectors.texts(model, data.tokens()));
  }

  /** What is done with the towers. */
  interface Use<T> {
    T of(DualEncoder model, PairData trained) throws Exception;
  }

  /** Trains the towers of glyphs once in a run, and uses them. */
  <T> T use(Use<T> use) throws Exception {
    GlyphWorld glyphs = world.orElseThrow();
    TowersConfig how = TowersConfig.defaults().withEpochs(2 * config.realEpochs()).withShift(2);
    try (var _ = TensorScope.open()) {
      PairData data = glyphs.train();
      PairData validation = glyphs.validation();
      var task = TowerTraining.Task.of("glyphs", how, glyphs.tokenizer().vocabulary().size(), data);
      return new TowerTraining(run)
          .train(
              task,
              model -> recall(model, validation).mean(),
              (model, training) -> use.of(model, data));
    }
  }
}
