package polyad.vision.align.study;

import polyad.catalog.report.Report;

/** Temperatures, widths of the shared space, and towers; on request, since it takes minutes. */
final class AblationPart {
  private static final int[] FIXED = {32, 64, 128};
  private static final int[] WIDTHS = {16, 32, 128};

  private final AlignExperiment.Config config;
  private final TowersConfig own;
  private final ShapesModels models;

  AblationPart(AlignExperiment.Config config, TowersConfig own, ShapesModels models) {
    this.config = config;
    this.own = own;
    this.models = models;
  }

  void report() throws Exception {
    Report report = models.run().report();
    report.section("Ablations");
    ShapesModels.Score base = score(ShapesModels.NOISY, own);
    RecallTable temperatures = new RecallTable("Retrieval by the temperature", "temperature is");
    temperatures.row("learned from 1 on", base);
    for (int inverse : FIXED) {
      temperatures.row(
          "fixed at 1/" + inverse,
          score("sigma1-" + inverse, own.withFixedTemperature(1.0 / inverse)));
    }
    report.table(temperatures.build(""));
    RecallTable widths = new RecallTable("Retrieval by the width of the vectors", "width");
    widths.row(String.valueOf(own.dim()), base);
    for (int width : WIDTHS) {
      widths.row(String.valueOf(width), score("width-" + width, own.with(width)));
    }
    report.table(widths.build(""));
    report.table(
        new RecallTable("Retrieval by the image tower, bags of words", "image tower")
            .row("three convolutions", base)
            .row(
                "EfficientNet of six blocks",
                score("efficientnet-bag", own.with(TowersConfig.ImageKind.EFFICIENTNET)))
            .build(""));
  }

  private ShapesModels.Score score(String name, TowersConfig how) throws Exception {
    return models.score(ShapesModels.Task.of(name, config.pairs(), config.noise(), how));
  }
}
