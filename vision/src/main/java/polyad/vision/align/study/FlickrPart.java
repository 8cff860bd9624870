package polyad.vision.align.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.catalog.report.Table;
import polyad.data.CaptionedImages;
import polyad.data.DataSets;
import polyad.data.ImageShape;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.WordPiece;
import polyad.text.WordPieceTrainer;
import polyad.vision.align.DualEncoder;
import polyad.vision.align.PaddedTokens;
import polyad.vision.align.PairData;
import polyad.vision.align.RetrievalRecall;

/** 677 photographs of Flickr8k with five captions each; the last 100 by name are the test. */
final class FlickrPart {
  private static final int SIDE = 64;
  private static final int TEST = 100;
  private static final int VALIDATION = 77;
  private static final int PASSES = 2;

  private final AlignExperiment.Config config;
  private final Run run;

  /** Recall at 1, 5 and 10. */
  record Result(
      double[] imageToText,
      double[] textToImage,
      double[] chanceImageToText,
      int pictures,
      int captions) {}

  FlickrPart(AlignExperiment.Config config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    Optional<Path> archive =
        DataSets.open(run.data()).file("flickr8k-subset", "flickr8k-subset.zip");
    if (archive.isEmpty()) {
      run.info("flickr8k-subset is not at hand: left out");
      return;
    }
    Result r = run.once("flickr-result", Result.class, () -> measure(archive.get()));
    run.report().section("Photographs of Flickr8k");
    Table.Builder table =
        Table.of("Retrieval among %d photographs, five captions each".formatted(TEST))
            .columns("model");
    for (String way : List.of("image to text", "text to image")) {
      table.higher("R@1 " + way).higher("R@5 " + way).higher("R@10 " + way);
    }
    double[] i = r.imageToText();
    double[] t = r.textToImage();
    double[] c = r.chanceImageToText();
    run.report()
        .table(
            table
                .row("ALIGN from nothing", i[0], i[1], i[2], t[0], t[1], t[2])
                .row("chance", c[0], c[1], c[2], 1.0 / TEST, 5.0 / TEST, 10.0 / TEST)
                .note(
                    ("%d photographs of %d x %d pixels and %,d captions to learn from, too few to"
                            + " learn words from; small convolutional tower, bag of words, one seed")
                        .formatted(r.pictures(), SIDE, SIDE, r.captions()))
                .build());
  }

  private Result measure(Path archive) throws Exception {
    CaptionedImages all = CaptionedImages.readZip(archive, new ImageShape(3, SIDE, SIDE));
    int learned = all.size() - TEST - VALIDATION;
    // A short run takes some of the photographs only.
    int taken = Math.min(learned, Math.max(config.realPairs() / 5, TEST));
    List<String> corpus = all.captions().subList(0, taken).stream().flatMap(List::stream).toList();
    WordPiece tokenizer = WordPieceTrainer.train(corpus, 3000, 2, true);
    TowersConfig how =
        TowersConfig.defaults().withEpochs(PASSES * config.realEpochs()).withShift(4);
    try (var _ = TensorScope.open()) {
      Protocol validation = protocol(all, learned, VALIDATION, tokenizer);
      Protocol test = protocol(all, learned + VALIDATION, TEST, tokenizer);
      var task =
          TowerTraining.Task.of(
              "flickr", how, tokenizer.vocabulary().size(), pairs(all, taken, tokenizer));
      return new TowerTraining(run)
          .train(
              task,
              model -> {
                RetrievalRecall recall = validation.recall(model);
                return recall.imageToText(10) + recall.textToImage(10);
              },
              (model, training) -> {
                RetrievalRecall recall = test.recall(model);
                int[] ks = {1, 5, 10};
                double[] image = new double[ks.length];
                double[] text = new double[ks.length];
                double[] chance = new double[ks.length];
                for (int i = 0; i < ks.length; i++) {
                  image[i] = recall.imageToText(ks[i]);
                  text[i] = recall.textToImage(ks[i]);
                  chance[i] = chance(ks[i], test.owner().length, test.owner().length / TEST);
                }
                return new Result(image, text, chance, taken, task.data().size());
              });
    }
  }

  /** Of a random order: that one of the own captions is among the first k of all. */
  static double chance(int k, int captions, int own) {
    double none = 1;
    for (int i = 0; i < k; i++) {
      none *= (double) (captions - own - i) / (captions - i);
    }
    return 1 - none;
  }

  /**
   * Pictures, each once, and all of their captions.
   *
   * @param owner the picture of each caption
   */
  private record Protocol(Tensor pixels, PaddedTokens tokens, long[] owner) {
    RetrievalRecall recall(DualEncoder model) {
      return RetrievalRecall.of(Vectors.images(model, pixels), Vectors.texts(model, tokens), owner);
    }
  }

  private static Protocol protocol(CaptionedImages all, int from, int count, WordPiece tokenizer) {
    List<String> captions = new ArrayList<>();
    List<Long> owner = new ArrayList<>();
    float[] pixels = new float[count * all.shape().size()];
    for (int i = 0; i < count; i++) {
      all.copyImage(from + i, pixels, i * all.shape().size());
      for (String caption : all.captions().get(from + i)) {
        captions.add(caption);
        owner.add((long) i);
      }
    }
    return new Protocol(
        Tensor.of(pixels, count, 3, SIDE, SIDE),
        PaddedTokens.of(tokenizer, captions),
        owner.stream().mapToLong(Long::longValue).toArray());
  }

  /** Each picture once with each of its captions. */
  private static PairData pairs(CaptionedImages all, int count, WordPiece tokenizer) {
    Protocol once = protocol(all, 0, count, tokenizer);
    Tensor rows = Tensor.of(once.owner(), once.owner().length);
    return new PairData(once.pixels().indexSelect(0, rows), once.tokens());
  }
}
