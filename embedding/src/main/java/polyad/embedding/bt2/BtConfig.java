package polyad.embedding.bt2;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/**
 * The shape of a BT² head.
 *
 * @param features width of what enters the head; the convolutional head needs d_n + d_o
 * @param embeddingDim d_n
 * @param oldDim d_o
 * @param addDim K; the embedding has d_n + K coordinates
 * @param scale C
 */
public record BtConfig(
    @Describe("width of the backbone's output; d_n + d_o for the head cnn") int features,
    @Describe("dimension d_n of the free part; 1 or more") int embeddingDim,
    @Describe("dimension d_o of the old vectors; 1 or more") int oldDim,
    @Describe("added dimensions K; 0 to d_o, with d_n + K at least d_o") int addDim,
    @Describe("length C of the free part beside the unit added part; above 0") double scale,
    @Describe("number of classes; 2 or more") int classes,
    @Describe("normalise the free part; true or false") boolean normFeature,
    @Describe("kind of head: cnn or transformer") Kind head) {
  /** How the added part is computed. */
  public enum Kind {
    /** From the backbone's output through ReLU and a convolution of kernel 1. */
    CNN,
    /** From pooled tokens through two linear maps without ReLU. */
    TRANSFORMER
  }

  /** Checks every value. */
  public BtConfig {
    ConfigChecks.atLeast("embeddingDim", embeddingDim, 1);
    ConfigChecks.atLeast("oldDim", oldDim, 1);
    ConfigChecks.positive("scale", scale);
    ConfigChecks.atLeast("classes", classes, 2);
    ConfigChecks.between("addDim", addDim, 0, oldDim);
    if (embeddingDim + addDim < oldDim) {
      throw new IllegalArgumentException(
          "embeddingDim + addDim is %d + %d, allowed: at least oldDim, %d"
              .formatted(embeddingDim, addDim, oldDim));
    }
    int least = head == Kind.CNN ? embeddingDim + oldDim : 1;
    if (features < least || (head == Kind.CNN && features != least)) {
      throw new IllegalArgumentException(
          "features is %d, allowed: %s"
              .formatted(features, head == Kind.CNN ? least + " (d_n + d_o)" : "1 or more"));
    }
  }

  /** The convolutional head with C = 2 and a normalised free part. */
  public static BtConfig of(int embeddingDim, int oldDim, int addDim, int classes) {
    return new BtConfig(
        embeddingDim + oldDim, embeddingDim, oldDim, addDim, 2, classes, true, Kind.CNN);
  }

  /** The coordinates of the embedding, d_n + K. */
  public int dimension() {
    return embeddingDim + addDim;
  }
}
