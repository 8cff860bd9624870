package polyad.vision.align.study;

import polyad.catalog.Profile;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.vision.align.AlignConfig;
import polyad.vision.align.AlignConfig.ImageKind;
import polyad.vision.align.AlignConfig.TextKind;

/** The towers of the paper, small: BERT for texts and EfficientNet for pictures. */
final class TowersPart {
  private final AlignExperiment.Config config;
  private final AlignConfig own;
  private final ShapesModels models;

  TowersPart(AlignExperiment.Config config, AlignConfig own, ShapesModels models) {
    this.config = config;
    this.own = own;
    this.models = models;
  }

  void report() throws Exception {
    Report report = models.run().report();
    report.section("Towers");
    AlignConfig bert = own.with(own.dim(), TextKind.BERT);
    ShapesModels.Score both = score("efficientnet-bert", bert.with(ImageKind.EFFICIENTNET));
    report.table(
        new RecallTable("Retrieval by the towers", "towers")
            .row("three convolutions, bag of words", score(ShapesModels.NOISY, own))
            .row("three convolutions, BERT of two layers", score("bert", bert))
            .row("EfficientNet of six blocks, BERT of two layers", both)
            .build("EfficientNet takes the mean over places, which hides where a shape is"));
    if (models.run().profile() != Profile.SMOKE) {
      report.check(
          Check.atLeast(
              "R@1 image to text of EfficientNet and BERT", both.recall().imageToText(), 0.5));
      report.check(
          Check.atLeast(
              "R@1 text to image of EfficientNet and BERT", both.recall().textToImage(), 0.5));
    }
  }

  private ShapesModels.Score score(String name, AlignConfig towers) throws Exception {
    return models.score(ShapesModels.Task.of(name, config.pairs(), config.noise(), towers));
  }
}
