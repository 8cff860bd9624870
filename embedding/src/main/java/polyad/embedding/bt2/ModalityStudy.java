package polyad.embedding.bt2;

import java.io.IOException;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Table;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * A gallery of Fashion-MNIST's images, then a model that reads captions: words find the images that
 * the old model embedded.
 */
final class ModalityStudy {
  private static final int TRAIN = 6000;
  private static final int TEST = 1000;
  private static final int DIM = 32;
  private static final int ADDED = 16;
  private static final int HIDDEN = 128;

  private final Run run;
  private final int epochs;
  private final WatchedTraining watched;

  /**
   * mAP, percent: images on images, captions on images by BT² and by a free model, captions alone.
   */
  record Result(double images, double captions, double free, double captionsAlone, double chance) {}

  ModalityStudy(Run run, int epochs) {
    this.run = run;
    this.epochs = epochs;
    this.watched = new WatchedTraining(run, "modality");
  }

  void report() throws Exception {
    Optional<ImageRows> rows = ImageRows.fashionMnist(run.data(), TRAIN, TEST);
    if (rows.isEmpty()) {
      run.info("fashion-mnist is not at hand: the change of modality is left out");
      return;
    }
    Result r = run.once("modality", Result.class, () -> measure(rows.get()));
    run.report().section("From images to captions");
    run.report()
        .table(
            Table.of("Retrieval on Fashion-MNIST, mAP, %")
                .columns("query", "gallery", "mAP")
                .row("image, old model", "images, old model", r.images())
                .row("caption, independent model", "images, old model", r.free())
                .row("caption, BT²", "images, old model", r.captions())
                .row("caption, BT²", "captions, BT²", r.captionsAlone())
                .row("chance", "", r.chance())
                .note("captions are generated: a name of the class among words that say nothing")
                .build())
        .check(
            Check.atLeast(
                "captions on the old gallery of images: mAP over chance",
                r.captions() / r.chance(),
                5));
    run.report()
        .text(
            "Old images and the old model are untouched, so images find images as before: %.1f %%."
                .formatted(r.images()));
  }

  private Result measure(ImageRows rows) throws IOException {
    TrainingSet images = rows.train();
    int[] labels = rows.labels();
    Bt2Options cnn =
        Bt2Options.defaults().with(Network.CNN, HIDDEN).withEpochs(epochs, Math.min(2, epochs - 1));
    Bt2Options words = cnn.with(Network.MLP, HIDDEN).withAddDim(ADDED);
    try (var _ = TensorScope.open();
        EmbeddingModel old = watched.independent("old", images, DIM, cnn, run.seed())) {
      TrainingSet captions =
          new TrainingSet(
              Tensor.of(Captions.draw(images.labels(), run.seed())),
              images.labels(),
              images.classes(),
              null);
      Tensor questions = Tensor.of(Captions.draw(labels, run.seed() + 1));
      Tensor gallery = old.transform(rows.test());
      Tensor cached = old.transform(images.x());
      try (EmbeddingModel free =
              watched.independent("independent", captions, DIM, words, run.seed());
          BackwardCompatible.Trained trained =
              watched.bt2(
                  "bt2", cached, free.transform(captions.x()), captions, words, run.seed())) {
        Tensor asked = trained.model().transform(questions);
        return new Result(
            map(gallery, gallery, labels),
            map(asked, gallery, labels),
            map(free.transform(questions), gallery, labels),
            map(asked, asked, labels),
            100.0 / images.classes());
      }
    }
  }

  private static double map(Tensor query, Tensor gallery, int[] labels) {
    return 100 * PrefixRetrieval.evaluate(query, gallery, labels).map();
  }
}
