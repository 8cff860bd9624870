package polyad.embedding.matryoshka;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.embedding.Nesting;

/**
 * How a nested encoder is built and trained.
 *
 * @param nesting rising sizes, the last is the dimension
 */
public record MatryoshkaConfig(
    @Describe("nested sizes m; rising, the last is the dimension d of the embedding") int[] nesting,
    @Describe("encoder: auto (cnn for images, else mlp), mlp or cnn") Network network,
    @Describe("width of the two hidden layers of a perceptron; 1 or more") int hidden,
    @Describe("MRL-E: all sizes share one classifier; true or false") boolean efficient,
    @Describe("relative importance c_m of each size; 0 or more; empty for ones")
        double[] importance,
    @Describe("label smoothing of the cross-entropy; 0 to 1") double labelSmoothing,
    @Describe("passes over the training data; 1 or more") int epochs,
    @Describe("examples a step; 2 or more") int batchSize,
    @Describe("peak learning rate of AdamW under one cycle; above 0") double learningRate,
    @Describe("weight decay of AdamW; 0 or more") double weightDecay,
    @Describe("column of a csv file that holds the labels") String labelColumn) {
  /** The kinds of encoder. */
  public enum Network {
    /** A convolutional network for images, else a perceptron. */
    AUTO,
    /** A perceptron. */
    MLP,
    /** A small convolutional network; needs images. */
    CNN
  }

  /** Checks every value. */
  public MatryoshkaConfig {
    nesting = new Nesting(nesting).sizes();
    if (importance.length != 0 && importance.length != nesting.length) {
      throw new IllegalArgumentException(
          "importance has "
              + importance.length
              + " numbers, allowed: none or one for each of "
              + nesting.length
              + " sizes");
    }
    ConfigChecks.atLeast("hidden", hidden, 1);
    ConfigChecks.between("labelSmoothing", labelSmoothing, 0, 1);
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("batchSize", batchSize, 2);
    ConfigChecks.positive("learningRate", learningRate);
    ConfigChecks.atLeast("weightDecay", weightDecay, 0.0);
  }

  /** The house defaults: sizes 4 to 128, AdamW 2e-3, one cycle, batch 256, smoothing 0.1. */
  public static MatryoshkaConfig defaults() {
    return new MatryoshkaConfig(
        new int[] {4, 8, 16, 32, 64, 128},
        Network.AUTO,
        256,
        false,
        new double[0],
        0.1,
        12,
        256,
        2e-3,
        0.01,
        "label");
  }

  /** The same for one size alone: a fixed-size baseline. */
  MatryoshkaConfig fixedSize(int size) {
    return with(new int[] {size}, false);
  }

  /** The same with other sizes and kind of head. */
  MatryoshkaConfig with(int[] sizes, boolean shared) {
    return new MatryoshkaConfig(
        sizes,
        network,
        hidden,
        shared,
        sizes.length == nesting.length ? importance : new double[0],
        labelSmoothing,
        epochs,
        batchSize,
        learningRate,
        weightDecay,
        labelColumn);
  }

  /** The same with another kind of encoder and length of training. */
  MatryoshkaConfig with(Network kind, int passes) {
    return new MatryoshkaConfig(
        nesting,
        kind,
        hidden,
        efficient,
        importance,
        labelSmoothing,
        passes,
        batchSize,
        learningRate,
        weightDecay,
        labelColumn);
  }

  /** The same with another peak learning rate and label smoothing. */
  MatryoshkaConfig with(double rate, double smoothing) {
    return new MatryoshkaConfig(
        nesting,
        network,
        hidden,
        efficient,
        importance,
        smoothing,
        epochs,
        batchSize,
        rate,
        weightDecay,
        labelColumn);
  }

  /** The sizes as a nesting. */
  Nesting sizes() {
    return new Nesting(nesting);
  }
}
