package polyad.vision.align;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.vision.EfficientNetConfig;

/** The settings of {@code polyad train align}. */
record AlignTrainConfig(
    @Describe("model or checkpoint directory to train further; its towers then")
        Optional<Path> init,
    @Describe("width of the common space; 2 or more") int dim,
    @Describe("prefix lengths to train as embeddings, rising, up to dim; none for the whole")
        int[] nesting,
    @Describe("image tower: small-cnn or efficientnet") ImageKind image,
    @Describe("height and width of the pictures; multiples of 8 for small-cnn, else 32 or more")
        int side,
    @Describe("EfficientNet's channels as a multiple of B0's; above 0") double width,
    @Describe("EfficientNet's repeats as a multiple of B0's; above 0") double depth,
    @Describe("probability of dropping EfficientNet's last branch; 0 to below 1")
        double dropConnect,
    @Describe("text tower: bag (of words) or bert") TextKind text,
    @Describe("width of the text tower; 1 or more") int hidden,
    @Describe("BERT's layers; 0 or more") int layers,
    @Describe("BERT's heads; a divisor of hidden") int heads,
    @Describe("pieces of words to learn; 10 or more") int vocabulary,
    @Describe("how to train") AlignOptions training,
    @Describe("scale pictures to so many pixels more and cut them back, anywhere in training")
        int margin,
    @Describe("leave out pairs by the rules") boolean clean,
    PairCleaner.Rules rules,
    @Describe("cleaning: a folder or file of pictures of which none may be a copy")
        Optional<Path> evaluation,
    @Describe("where the paths of pictures begin; beside the file by default")
        Optional<Path> pictures,
    @Describe("names of the classes of idx files, in the order of their labels")
        List<String> classes,
    @Describe("caption of a picture of an idx file; {} stands for its class") String sentence) {

  /** The image towers that can be trained from the beginning. */
  enum ImageKind {
    /** Three convolutions. */
    SMALL_CNN,
    /** EfficientNet. */
    EFFICIENTNET
  }

  /** The text towers that can be trained from the beginning. */
  enum TextKind {
    /** Mean of word vectors. */
    BAG,
    /** BERT, [CLS]. */
    BERT
  }

  AlignTrainConfig {
    ConfigChecks.atLeast("vocabulary", vocabulary, 10);
    ConfigChecks.atLeast("dim", dim, 2);
    ConfigChecks.atLeast("margin", margin, 0);
    classes = List.copyOf(classes);
    nesting = nesting.clone();
    imageTower(image, side, width, depth, dropConnect);
    textTower(text, hidden, layers, heads);
  }

  static AlignTrainConfig defaults() {
    return new AlignTrainConfig(
        Optional.empty(),
        64,
        new int[0],
        ImageKind.SMALL_CNN,
        32,
        1,
        1,
        0.2,
        TextKind.BAG,
        64,
        2,
        4,
        4000,
        AlignOptions.DEFAULT,
        0,
        false,
        PairCleaner.Rules.PAPER,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "a photo of a {}");
  }

  /** A builder with all settings but the evaluation pictures. */
  AlignBuilder builder() {
    AlignBuilder builder =
        Align.builder()
            .dim(dim)
            .nesting(nesting)
            .margin(margin)
            .image(imageTower(image, side, width, depth, dropConnect))
            .text(textTower(text, hidden, layers, heads))
            .vocabulary(vocabulary)
            .options(training);
    init.ifPresent(builder::startFrom);
    if (clean) {
      builder.clean(rules);
    }
    return builder;
  }

  private static ImageTowerConfig imageTower(
      ImageKind kind, int side, double width, double depth, double dropConnect) {
    return switch (kind) {
      case SMALL_CNN -> ImageTowerConfig.smallCnn(side);
      case EFFICIENTNET ->
          ImageTowerConfig.efficientNet(
              EfficientNetConfig.scaled(width, depth).withDropConnectRate(dropConnect), side);
    };
  }

  private static TextTowerConfig textTower(TextKind kind, int hidden, int layers, int heads) {
    return switch (kind) {
      case BAG -> TextTowerConfig.bagOfWords(hidden);
      case BERT -> TextTowerConfig.bert(hidden, layers, heads, 4 * hidden);
    };
  }
}
