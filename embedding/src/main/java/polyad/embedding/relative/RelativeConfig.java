package polyad.embedding.relative;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** The options of a relative layer, named as in the official block. */
public record RelativeConfig(
    @Describe("width d of the samples; 1 or more") int inFeatures,
    @Describe("anchors k; 2 or more") int anchors,
    @Describe("whether samples and anchors are made unit vectors") boolean normalize,
    @Describe("inner products or coordinates in the anchors") Similarity similarity,
    @Describe("bins of the samples and anchors") Quantization absoluteQuantization,
    @Describe("size of those bins; above 0") double absoluteBin,
    @Describe("bins of the similarities") Quantization similarityQuantization,
    @Describe("size of those bins; above 0") double similarityBin,
    @Describe("what stands for a sample: similarities, trainable values or anchors") Values values,
    @Describe("width of the trainable values; 1 or more") int hidden,
    @Describe("what is done to the result: none, l2 or layernorm") OutputNorm outputNorm,
    @Describe("equal subspaces that are made relative apart; divides inFeatures") int heads,
    @Describe("how subspaces are put together") Pool pool) {
  /** The measure of similarity. */
  public enum Similarity {
    /** ⟨x, a⟩, divided by √d when nothing is normalised. */
    INNER,
    /** The coordinates of x in the anchors. */
    BASIS_CHANGE
  }

  /** What is made of the similarities. */
  public enum Values {
    /** They are the result. */
    SIMILARITIES,
    /** softmax(similarities) times trained values [k, hidden]. */
    TRAINABLE,
    /** softmax(similarities) times the anchors. */
    ANCHORS
  }

  /** Normalisation of the result. */
  public enum OutputNorm {
    /** None. */
    NONE,
    /** To length 1. */
    L2,
    /** Layer norm, as before the official heads. */
    LAYERNORM
  }

  /** How the heads' results become one. */
  public enum Pool {
    /** Side by side. */
    CONCAT,
    /** Added. */
    SUM,
    /** Averaged. */
    MEAN,
    /** The largest of each place. */
    MAX
  }

  /** Checks the numbers. */
  public RelativeConfig {
    ConfigChecks.atLeast("inFeatures", inFeatures, 1);
    ConfigChecks.atLeast("anchors", anchors, 2);
    ConfigChecks.positive("absoluteBin", absoluteBin);
    ConfigChecks.positive("similarityBin", similarityBin);
    ConfigChecks.atLeast("hidden", hidden, 1);
    ConfigChecks.atLeast("heads", heads, 1);
    if (inFeatures % heads != 0) {
      throw new IllegalArgumentException(
          "heads is %d, allowed: divisors of inFeatures = %d".formatted(heads, inFeatures));
    }
  }

  /** The method as published: cosines, nothing else. */
  public static RelativeConfig cosine(int inFeatures, int anchors) {
    return new RelativeConfig(
        inFeatures,
        anchors,
        true,
        Similarity.INNER,
        Quantization.NONE,
        1,
        Quantization.NONE,
        1,
        Values.SIMILARITIES,
        1,
        OutputNorm.NONE,
        1,
        Pool.CONCAT);
  }

  /** The same with another normalisation of the result. */
  public RelativeConfig withOutputNorm(OutputNorm norm) {
    return new RelativeConfig(
        inFeatures,
        anchors,
        normalize,
        similarity,
        absoluteQuantization,
        absoluteBin,
        similarityQuantization,
        similarityBin,
        values,
        hidden,
        norm,
        heads,
        pool);
  }

  /** The same with similarities in bins. */
  public RelativeConfig withSimilarityBins(Quantization quantization, double bin) {
    return new RelativeConfig(
        inFeatures,
        anchors,
        normalize,
        similarity,
        absoluteQuantization,
        absoluteBin,
        quantization,
        bin,
        values,
        hidden,
        outputNorm,
        heads,
        pool);
  }

  /** The same with subspaces made relative apart. */
  public RelativeConfig withHeads(int count, Pool how) {
    return new RelativeConfig(
        inFeatures,
        anchors,
        normalize,
        similarity,
        absoluteQuantization,
        absoluteBin,
        similarityQuantization,
        similarityBin,
        values,
        hidden,
        outputNorm,
        count,
        how);
  }

  /** Width of a head's result. */
  int headWidth() {
    return switch (values) {
      case SIMILARITIES -> anchors;
      case TRAINABLE -> hidden;
      case ANCHORS -> inFeatures / heads;
    };
  }

  /** Width of the layer's result. */
  public int outFeatures() {
    return pool == Pool.CONCAT ? heads * headWidth() : headWidth();
  }
}
