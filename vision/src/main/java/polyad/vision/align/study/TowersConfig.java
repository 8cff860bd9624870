package polyad.vision.align.study;

import polyad.nn.Layer;
import polyad.tensor.Generator;
import polyad.vision.align.AlignOptions;
import polyad.vision.align.DualEncoder;
import polyad.vision.align.PairLoss;
import polyad.vision.align.SmallCnn;
import polyad.vision.align.TextTower;
import polyad.vision.align.TextTowerConfig;

/**
 * The small towers of the study and their training.
 *
 * @param dim width of the shared space
 * @param temperature the first
 */
record TowersConfig(
    int dim, TextKind text, ImageKind image, double temperature, AlignOptions options) {
  /** The text towers. */
  enum TextKind {
    /** Mean of word vectors. */
    BAG,
    /** BERT of two layers, [CLS]. */
    BERT
  }

  /** The image towers. */
  enum ImageKind {
    /** Three convolutions. */
    CNN,
    /** EfficientNet of six blocks and a linear layer. */
    EFFICIENTNET
  }

  /** Convolutions and a bag of words, which learn a few thousand pairs in a minute. */
  static TowersConfig defaults() {
    return new TowersConfig(64, TextKind.BAG, ImageKind.CNN, 1, AlignOptions.DEFAULT);
  }

  /**
   * Untrained towers.
   *
   * @param side of the pictures, a multiple of 8
   */
  DualEncoder build(int channels, int side, int vocabulary, Generator rng) {
    TextTowerConfig texts =
        switch (text) {
          case BAG -> TextTowerConfig.bagOfWords(dim);
          case BERT -> TextTowerConfig.bert(64, 2, 4, 128);
        };
    TextTower reader = texts.build(vocabulary, dim, rng);
    Layer viewer =
        switch (image) {
          case CNN -> new SmallCnn(channels, side, dim, rng);
          case EFFICIENTNET -> new SmallEfficientNet(channels, dim, rng);
        };
    return new DualEncoder(viewer, reader, temperature);
  }

  /** The paper's loss. */
  PairLoss loss() {
    return PairLoss.of(options.loss());
  }

  TowersConfig with(int width) {
    return new TowersConfig(width, text, image, temperature, options);
  }

  TowersConfig with(TextKind tower) {
    return new TowersConfig(dim, tower, image, temperature, options);
  }

  TowersConfig with(ImageKind tower) {
    return new TowersConfig(dim, text, tower, temperature, options);
  }

  private TowersConfig with(AlignOptions other) {
    return new TowersConfig(dim, text, image, temperature, other);
  }

  TowersConfig withEpochs(int passes) {
    return with(options.withEpochs(passes));
  }

  TowersConfig withShift(int pixels) {
    return with(options.withShift(pixels));
  }

  /** The same with a temperature that stays. */
  TowersConfig withFixedTemperature(double value) {
    return new TowersConfig(dim, text, image, value, options.withTemperatureRate(0));
  }
}
