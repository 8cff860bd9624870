package polyad.vision.align.study;

import polyad.catalog.report.Table;

/** A table of retrieval among the unseen combinations of shapes. */
final class RecallTable {
  private final Table.Builder table;

  RecallTable(String title, String what) {
    table =
        Table.of(title)
            .columns(what)
            .higher("R@1 image to text")
            .higher("R@1 text to image")
            .higher("R@5 image to text")
            .higher("R@5 text to image")
            .columns("temperature", "parameters");
  }

  RecallTable row(String name, ShapesModels.Score score) {
    ShapesScores.Recall r = score.recall();
    table.row(
        name,
        r.imageToText(),
        r.textToImage(),
        r.imageToText5(),
        r.textToImage5(),
        score.temperature(),
        score.parameters());
    return this;
  }

  Table build(String note) {
    return table
        .note(
            "synthetic, %d unseen combinations, mean of %d draws of their pictures and captions;"
                    .formatted(ShapesWorld.TEST, ShapesModels.DRAWS)
                + " one seed, passes chosen by %d other combinations"
                    .formatted(ShapesWorld.VALIDATION)
                + (note.isEmpty() ? "" : "; " + note))
        .build();
  }
}
