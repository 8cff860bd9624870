package polyad.vision.align;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** How to train small towers. */
public record AlignConfig(
    @Describe("width of the shared space; 2 or more") int dim,
    @Describe("text tower: bag (of words) or bert") TextKind text,
    @Describe("passes over the pairs; 1 or more") int epochs,
    @Describe("pairs whose texts and pictures are each other's negatives; 2 or more") int batch,
    @Describe("pairs embedded at once; smaller than the batch saves memory") int chunk,
    @Describe("peak learning rate, one cycle; above 0") double learningRate,
    @Describe("the temperature's rate as a multiple; 0 keeps the first temperature")
        double temperatureRate,
    @Describe("AdamW's weight decay; 0 or more") double weightDecay,
    @Describe("label smoothing; 0 to 1") double labelSmoothing,
    @Describe("image tower: cnn or efficientnet") ImageKind image,
    @Describe("the first temperature; 0.005 to 100") double temperature,
    @Describe("pixels by which training pictures are moved at most; 0 or more") int shift,
    @Describe("whether training pictures are mirrored; not where captions tell left from right")
        boolean flip) {

  /** The text towers. */
  public enum TextKind {
    /** Mean of word vectors. */
    BAG,
    /** A small BERT, [CLS]. */
    BERT
  }

  /** The image towers. */
  public enum ImageKind {
    /** Three convolutions. */
    CNN,
    /** A small EfficientNet and a linear layer. */
    EFFICIENTNET
  }

  /** Checks the numbers. */
  public AlignConfig {
    ConfigChecks.atLeast("dim", dim, 2);
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("batch", batch, 2);
    ConfigChecks.atLeast("chunk", chunk, 1);
    ConfigChecks.positive("learningRate", learningRate);
    ConfigChecks.atLeast("temperatureRate", temperatureRate, 0.0);
    ConfigChecks.atLeast("weightDecay", weightDecay, 0.0);
    ConfigChecks.between("labelSmoothing", labelSmoothing, 0, 1);
    ConfigChecks.between(
        "temperature", temperature, DualEncoder.MIN_TEMPERATURE, DualEncoder.MAX_TEMPERATURE);
    ConfigChecks.atLeast("shift", shift, 0);
  }

  /** With a small convolutional tower, a first temperature of 1 and pictures as they are. */
  public AlignConfig(
      int dim,
      TextKind text,
      int epochs,
      int batch,
      int chunk,
      double learningRate,
      double temperatureRate,
      double weightDecay,
      double labelSmoothing) {
    this(
        dim,
        text,
        epochs,
        batch,
        chunk,
        learningRate,
        temperatureRate,
        weightDecay,
        labelSmoothing,
        ImageKind.CNN,
        1,
        0,
        false);
  }

  /** Small towers that learn a few thousand pairs in a minute. */
  public static AlignConfig defaults() {
    return new AlignConfig(64, TextKind.BAG, 14, 128, 128, 2e-3, 8, 1e-2, 0.1);
  }

  /** The same with another width and text tower. */
  public AlignConfig with(int width, TextKind tower) {
    return new AlignConfig(
        width,
        tower,
        epochs,
        batch,
        chunk,
        learningRate,
        temperatureRate,
        weightDecay,
        labelSmoothing,
        image,
        temperature,
        shift,
        flip);
  }

  /** The same with another image tower. */
  public AlignConfig with(ImageKind tower) {
    return new AlignConfig(
        dim,
        text,
        epochs,
        batch,
        chunk,
        learningRate,
        temperatureRate,
        weightDecay,
        labelSmoothing,
        tower,
        temperature,
        shift,
        flip);
  }

  /** The same with another number of passes. */
  public AlignConfig withEpochs(int passes) {
    return new AlignConfig(
        dim,
        text,
        passes,
        batch,
        chunk,
        learningRate,
        temperatureRate,
        weightDecay,
        labelSmoothing,
        image,
        temperature,
        shift,
        flip);
  }

  /** The same with another batch, embedded in chunks. */
  public AlignConfig withBatch(int pairs, int atOnce) {
    return new AlignConfig(
        dim,
        text,
        epochs,
        pairs,
        atOnce,
        learningRate,
        temperatureRate,
        weightDecay,
        labelSmoothing,
        image,
        temperature,
        shift,
        flip);
  }

  /** The same with a temperature that stays. */
  public AlignConfig withFixedTemperature(double value) {
    return new AlignConfig(
        dim,
        text,
        epochs,
        batch,
        chunk,
        learningRate,
        0,
        weightDecay,
        labelSmoothing,
        image,
        value,
        shift,
        flip);
  }

  /** The same with pictures moved by up to so many pixels in training. */
  public AlignConfig withShift(int pixels) {
    return new AlignConfig(
        dim,
        text,
        epochs,
        batch,
        chunk,
        learningRate,
        temperatureRate,
        weightDecay,
        labelSmoothing,
        image,
        temperature,
        pixels,
        flip);
  }
}
