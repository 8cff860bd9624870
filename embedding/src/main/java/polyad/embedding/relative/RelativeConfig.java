package polyad.embedding.relative;

import java.util.EnumSet;
import java.util.Set;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** The options of a relative layer, as in the official block. {@link #builder} collects them. */
public record RelativeConfig(
    @Describe("width d of the samples; 1 or more") int inFeatures,
    @Describe("anchors k; 2 or more") int anchors,
    @Describe("classes C of the anchors; 1 or more") int classes,
    @Describe("whether samples and anchors are made unit vectors") boolean normalize,
    @Describe("inner products or coordinates in the anchors") Similarity similarity,
    @Describe("what gets a bias-free linear map first") Set<Element> transforms,
    @Describe("width of those maps' results and of trained values; 1 or more") int hidden,
    @Describe("how samples and anchors are made coarse") Quantization absoluteQuantization,
    @Describe("how similarities are made coarse") Quantization similarityQuantization,
    @Describe("groups of a class's anchors whose similarities are averaged; 0 for no averages")
        int groups,
    @Describe("how anchors are drawn anew for each call") Sampling sampling,
    @Describe("anchors drawn of each class; 1 or more") int samplesPerClass,
    @Describe("what stands for a sample") Values values,
    @Describe("width of self-attention over similarities; 1 or more") int attentionWidth,
    @Describe("heads of that attention; divides its width") int attentionHeads,
    @Describe("what is done to the result") OutputNorm outputNorm) {
  /** The measure of similarity. */
  public enum Similarity {
    /** ⟨x, a⟩, divided by √d when nothing is normalised. */
    INNER,
    /** The coordinates of x in the anchors. */
    BASIS_CHANGE
  }

  /** What can be mapped before it is compared. */
  public enum Element {
    /** The samples. */
    QUERIES,
    /** The anchors. */
    KEYS,
    /** The anchors where they are the values. */
    VALUES
  }

  /** Which anchors a call uses. */
  public enum Sampling {
    /** All of them. */
    NONE,
    /** Some of each class, with replacement. */
    STRATIFIED,
    /** Points of a normal distribution with each class's mean and standard deviation. */
    GAUSSIAN
  }

  /** What is made of the similarities. */
  public enum Values {
    /** They are the result. */
    SIMILARITIES,
    /** softmax(similarities) times trained values [k, hidden]. */
    TRAINABLE,
    /** softmax(similarities) times the anchors. */
    ANCHORS,
    /** Attention of a sample's similarities to each other. */
    SELF_ATTENTION,
    /** Normalised similarities times the anchors' own relative representation. */
    RELATIVE_ANCHORS_ATTENTION
  }

  /** Normalisation of the result. */
  public enum OutputNorm {
    /** None. */
    NONE,
    /** To length 1. */
    L2,
    /** Of each number over the batch, with running statistics for evaluation. */
    BATCHNORM,
    /** Of each sample, as before the official heads. */
    LAYERNORM,
    /** Of each number over the batch, always with the batch's own statistics. */
    INSTANCENORM
  }

  /** Checks the numbers and what goes with what. */
  public RelativeConfig {
    transforms = Set.copyOf(transforms);
    ConfigChecks.atLeast("inFeatures", inFeatures, 1);
    ConfigChecks.atLeast("anchors", anchors, 2);
    ConfigChecks.atLeast("classes", classes, 1);
    ConfigChecks.atLeast("hidden", hidden, 1);
    ConfigChecks.atLeast("groups", groups, 0);
    ConfigChecks.atLeast("samplesPerClass", samplesPerClass, 1);
    ConfigChecks.atLeast("attentionWidth", attentionWidth, 1);
    ConfigChecks.atLeast("attentionHeads", attentionHeads, 1);
    if (attentionWidth % attentionHeads != 0) {
      throw new IllegalArgumentException(
          "attentionHeads is %d, allowed: divisors of attentionWidth = %d"
              .formatted(attentionHeads, attentionWidth));
    }
    if (transforms.contains(Element.VALUES) && values != Values.ANCHORS) {
      throw new IllegalArgumentException(
          "transforms has VALUES, allowed with the values ANCHORS only, not " + values);
    }
    boolean mapped = transforms.contains(Element.QUERIES) != transforms.contains(Element.KEYS);
    if (mapped && hidden != inFeatures) {
      throw new IllegalArgumentException(
          "hidden is %d, allowed where only one of queries and keys is mapped: inFeatures = %d"
              .formatted(hidden, inFeatures));
    }
    if (values == Values.RELATIVE_ANCHORS_ATTENTION && (groups > 0 || sampling != Sampling.NONE)) {
      throw new IllegalArgumentException(
          "values is RELATIVE_ANCHORS_ATTENTION, allowed without groups and sampling only");
    }
    if (similarity == Similarity.BASIS_CHANGE && sampling != Sampling.NONE && samplesPerClass > 1) {
      throw new IllegalArgumentException(
          "samplesPerClass is "
              + samplesPerClass
              + ", allowed for coordinates: 1, for a basis has no vector twice");
    }
  }

  /** The method as published: cosines, nothing else. */
  public static RelativeConfig cosine(int inFeatures, int anchors) {
    return builder(inFeatures, anchors).build();
  }

  /** Starts from {@link #cosine}. */
  public static Builder builder(int inFeatures, int anchors) {
    return new Builder(inFeatures, anchors);
  }

  /** The options of the block that makes the anchors relative to each other. */
  RelativeConfig ofAnchors() {
    Builder b = new Builder(inFeatures, anchors);
    b.classes = classes;
    b.normalize = normalize;
    b.similarity = similarity;
    b.transforms = transforms;
    b.hidden = hidden;
    b.similarityQuantization = similarityQuantization;
    b.outputNorm = outputNorm;
    return b.build();
  }

  /** The number of similarities of a sample. */
  public int similarities() {
    if (groups > 0) {
      return classes * groups;
    }
    return sampling == Sampling.NONE ? anchors : classes * samplesPerClass;
  }

  /** Width of the layer's result. */
  public int outFeatures() {
    return switch (values) {
      case SIMILARITIES, SELF_ATTENTION -> similarities();
      case RELATIVE_ANCHORS_ATTENTION -> anchors;
      case TRAINABLE -> hidden;
      case ANCHORS ->
          transforms.contains(Element.VALUES) || transforms.contains(Element.KEYS)
              ? hidden
              : inFeatures;
    };
  }

  /** Width of the anchors as they are compared. */
  int keyWidth() {
    return transforms.contains(Element.KEYS) ? hidden : inFeatures;
  }

  /** Collects options. */
  public static final class Builder {
    private final int inFeatures;
    private final int anchors;
    private int classes = 1;
    private boolean normalize = true;
    private Similarity similarity = Similarity.INNER;
    private Set<Element> transforms = EnumSet.noneOf(Element.class);
    private int hidden;
    private Quantization absoluteQuantization = Quantization.NONE;
    private Quantization similarityQuantization = Quantization.NONE;
    private int groups;
    private Sampling sampling = Sampling.NONE;
    private int samplesPerClass = 1;
    private Values values = Values.SIMILARITIES;
    private int attentionWidth = 1;
    private int attentionHeads = 1;
    private OutputNorm outputNorm = OutputNorm.NONE;

    private Builder(int inFeatures, int anchors) {
      this.inFeatures = inFeatures;
      this.anchors = anchors;
      this.hidden = inFeatures;
    }

    /** The number of the anchors' classes. */
    public Builder classes(int count) {
      classes = count;
      return this;
    }

    /** Inner products of what is not made of length 1. */
    public Builder normalize(boolean on) {
      normalize = on;
      return this;
    }

    /** Inner products or coordinates. */
    public Builder similarity(Similarity measure) {
      similarity = measure;
      return this;
    }

    /** Linear maps to this width before anything else. */
    public Builder transforms(Set<Element> elements, int width) {
      transforms = elements;
      hidden = width;
      return this;
    }

    /** Makes samples and anchors coarse. */
    public Builder absoluteQuantization(Quantization quantization) {
      absoluteQuantization = quantization;
      return this;
    }

    /** Makes similarities coarse. */
    public Builder similarityQuantization(Quantization quantization) {
      similarityQuantization = quantization;
      return this;
    }

    /** Averages the similarities to each class's anchors, in so many groups a class. */
    public Builder stratifiedAverage(int groupsPerClass) {
      groups = groupsPerClass;
      return this;
    }

    /** Draws anchors anew for each call. */
    public Builder sampling(Sampling how, int perClass) {
      sampling = how;
      samplesPerClass = perClass;
      return this;
    }

    /** What stands for a sample. */
    public Builder values(Values what) {
      values = what;
      return this;
    }

    /** Trained values of this width. */
    public Builder trainable(int width) {
      values = Values.TRAINABLE;
      hidden = width;
      return this;
    }

    /** Attention of the similarities to each other. */
    public Builder selfAttention(int width, int heads) {
      values = Values.SELF_ATTENTION;
      attentionWidth = width;
      attentionHeads = heads;
      return this;
    }

    /** Normalises the result. */
    public Builder outputNorm(OutputNorm norm) {
      outputNorm = norm;
      return this;
    }

    /** The options, checked. */
    public RelativeConfig build() {
      return new RelativeConfig(
          inFeatures,
          anchors,
          classes,
          normalize,
          similarity,
          transforms,
          hidden,
          absoluteQuantization,
          similarityQuantization,
          groups,
          sampling,
          samplesPerClass,
          values,
          attentionWidth,
          attentionHeads,
          outputNorm);
    }
  }
}
