package polyad.vision.align;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** How to train small towers. */
record AlignConfig(
    @Describe("width of the shared space; 2 or more") int dim,
    @Describe("text tower: bag (of words) or bert") TextKind text,
    @Describe("passes over the pairs; 1 or more") int epochs,
    @Describe("pairs whose texts and pictures are each other's negatives; 2 or more") int batch,
    @Describe("pairs embedded at once; smaller than the batch saves memory") int chunk,
    @Describe("peak learning rate, one cycle; above 0") double learningRate,
    @Describe("the temperature's rate as a multiple; 0 keeps the temperature at 1")
        double temperatureRate,
    @Describe("AdamW's weight decay; 0 or more") double weightDecay,
    @Describe("label smoothing; 0 to 1") double labelSmoothing) {

  /** The text towers. */
  enum TextKind {
    /** Mean of word vectors. */
    BAG,
    /** A small BERT, [CLS]. */
    BERT
  }

  AlignConfig {
    ConfigChecks.atLeast("dim", dim, 2);
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("batch", batch, 2);
    ConfigChecks.atLeast("chunk", chunk, 1);
    ConfigChecks.positive("learningRate", learningRate);
    ConfigChecks.atLeast("temperatureRate", temperatureRate, 0.0);
    ConfigChecks.atLeast("weightDecay", weightDecay, 0.0);
    ConfigChecks.between("labelSmoothing", labelSmoothing, 0, 1);
  }

  static AlignConfig defaults() {
    return new AlignConfig(64, TextKind.BAG, 14, 128, 128, 2e-3, 8, 1e-2, 0.1);
  }

  AlignConfig with(int width, TextKind tower) {
    return new AlignConfig(
        width,
        tower,
        epochs,
        batch,
        chunk,
        learningRate,
        temperatureRate,
        weightDecay,
        labelSmoothing);
  }

  AlignConfig withEpochs(int passes) {
    return new AlignConfig(
        dim,
        text,
        passes,
        batch,
        chunk,
        learningRate,
        temperatureRate,
        weightDecay,
        labelSmoothing);
  }

  AlignConfig withFixedTemperature() {
    return new AlignConfig(
        dim, text, epochs, batch, chunk, learningRate, 0, weightDecay, labelSmoothing);
  }
}
