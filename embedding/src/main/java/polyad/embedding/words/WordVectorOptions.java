package polyad.embedding.words;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/**
 * How word vectors are trained. {@link #builder} starts from the settings of word2vec, or of GloVe.
 */
public record WordVectorOptions(
    @Describe("skip-gram, cbow, order, lbl, nnlm, cw or glove") WordModel model,
    @Describe("length of the vectors; 1 to 10000") int dim,
    @Describe("context words on each side; 1 to 100") int window,
    @Describe("words that occur less often are left out; 1 or more") int minCount,
    @Describe("passes over the text; 1 or more") int epochs,
    @Describe("negative-sampling, hierarchical-softmax, softmax or hinge") Loss loss,
    @Describe("negative samples an example; 1 or more") int negative,
    @Describe("power of the counts in the noise; 0 to 1") double noisePower,
    @Describe("sgd with a falling rate and windows of random size, or adagrad") Descent descent,
    @Describe("learning rate; above 0") double rate,
    @Describe("threshold of thinning frequent words, 0 for none") double sample,
    @Describe("units of the hidden layer of lbl, nnlm and cw; 0 for as many as dim") int hidden,
    @Describe("what each context word of cbow gets of the error: sum or mean")
        CbowGradient cbowGradient,
    @Describe("share of the text held out for a validation loss; 0 to below 1") double validation,
    @Describe("glove: count from which the weight is 1; above 0") double xMax,
    @Describe("glove: power of the weight below xMax; 0 or more") double alpha,
    @Describe("threads; more than one makes runs differ in the last digits; 1 to 1024") int threads,
    @Describe("seed of all random numbers") long seed) {

  /** What is minimised. */
  public enum Loss {
    /** −log σ(s) − Σ log σ(−s') over drawn words. */
    NEGATIVE_SAMPLING,
    /** The decisions on the way down a Huffman tree. */
    HIERARCHICAL_SOFTMAX,
    /** All words against each other; for small vocabularies. */
    SOFTMAX,
    /** Σ max(0, 1 − s + s'), C&W's. */
    HINGE
  }

  /** How steps are made. */
  public enum Descent {
    /** word2vec's: the rate falls linearly to 1e-4 of itself, windows shrink at random. */
    SGD,
    /** A constant rate over the root of summed squares, whole windows. */
    ADAGRAD
  }

  /** CBOW's gradient. */
  public enum CbowGradient {
    /** The whole error for each context word, as in word2vec. */
    SUM,
    /** The error divided by their number, the true derivative. */
    MEAN
  }

  /** Checks the numbers. */
  public WordVectorOptions {
    ConfigChecks.between("dim", dim, 1, 10_000);
    ConfigChecks.between("window", window, 1, 100);
    ConfigChecks.atLeast("minCount", minCount, 1);
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("negative", negative, 1);
    ConfigChecks.between("noisePower", noisePower, 0, 1);
    ConfigChecks.positive("rate", rate);
    ConfigChecks.atLeast("sample", sample, 0);
    ConfigChecks.atLeast("hidden", hidden, 0);
    ConfigChecks.between("validation", validation, 0, Math.nextDown(1.0));
    ConfigChecks.positive("xMax", xMax);
    ConfigChecks.atLeast("alpha", alpha, 0);
    ConfigChecks.between("threads", threads, 1, 1024);
    boolean whole = loss == Loss.SOFTMAX || loss == Loss.HIERARCHICAL_SOFTMAX;
    if (whole && model != WordModel.SKIP_GRAM && model != WordModel.CBOW) {
      throw new IllegalArgumentException(
          "loss is " + loss + ", allowed for skip-gram and cbow only, not for " + model);
    }
    if (loss == Loss.HINGE && model != WordModel.CW) {
      throw new IllegalArgumentException("loss is HINGE, allowed for cw only, not for " + model);
    }
  }

  /** The usual settings of a model. */
  public static Builder builder(WordModel model) {
    return new Builder(model);
  }

  /** Skip-gram with negative sampling. */
  public static Builder skipGram() {
    return new Builder(WordModel.SKIP_GRAM);
  }

  /** CBOW with negative sampling. */
  public static Builder cbow() {
    return new Builder(WordModel.CBOW);
  }

  /** GloVe. */
  public static Builder glove() {
    return new Builder(WordModel.GLOVE);
  }

  /** Collects settings; the defaults are those of the model's own program. */
  public static final class Builder {
    private final WordModel model;
    private int dim = 100;
    private int window = 5;
    private int minCount = 5;
    private int epochs = 5;
    private Loss loss = Loss.NEGATIVE_SAMPLING;
    private int negative = 5;
    private double noisePower = 0.75;
    private Descent descent = Descent.SGD;
    private double rate = 0.025;
    private double sample = 1e-3;
    private int hidden;
    private CbowGradient cbowGradient = CbowGradient.SUM;
    private double validation;
    private double xMax = 100;
    private double alpha = 0.75;
    private int threads = 1;
    private long seed = 1;

    private Builder(WordModel model) {
      this.model = model;
      switch (model) {
        case CBOW -> rate = 0.05;
        case CW -> loss = Loss.HINGE;
        case GLOVE -> {
          window = 15;
          epochs = 15;
          rate = 0.05;
          descent = Descent.ADAGRAD;
          sample = 0;
        }
        default -> {}
      }
    }

    /** Length of the vectors. */
    public Builder dim(int value) {
      dim = value;
      return this;
    }

    /** Context words on each side. */
    public Builder window(int value) {
      window = value;
      return this;
    }

    /** Words that occur less often are left out. */
    public Builder minCount(int value) {
      minCount = value;
      return this;
    }

    /** Passes over the text. */
    public Builder epochs(int value) {
      epochs = value;
      return this;
    }

    /** What is minimised. */
    public Builder loss(Loss value) {
      loss = value;
      return this;
    }

    /** Negative samples an example. */
    public Builder negative(int value) {
      negative = value;
      return this;
    }

    /** Power of the counts in the noise. */
    public Builder noisePower(double value) {
      noisePower = value;
      return this;
    }

    /** How steps are made, and their rate. */
    public Builder descent(Descent value, double learningRate) {
      descent = value;
      rate = learningRate;
      return this;
    }

    /** Threshold of thinning frequent words, 0 for none. */
    public Builder sample(double value) {
      sample = value;
      return this;
    }

    /** Units of the hidden layer. */
    public Builder hidden(int value) {
      hidden = value;
      return this;
    }

    /** What each context word of CBOW gets. */
    public Builder cbowGradient(CbowGradient value) {
      cbowGradient = value;
      return this;
    }

    /** Share of the text held out for a validation loss. */
    public Builder validation(double value) {
      validation = value;
      return this;
    }

    /** GloVe's weight min(1, (x/xMax)^alpha). */
    public Builder weighting(double largest, double power) {
      xMax = largest;
      alpha = power;
      return this;
    }

    /** Threads. */
    public Builder threads(int value) {
      threads = value;
      return this;
    }

    /** Seed of all random numbers. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException when a value is out of its range
     */
    public WordVectorOptions build() {
      return new WordVectorOptions(
          model,
          dim,
          window,
          minCount,
          epochs,
          loss,
          negative,
          noisePower,
          descent,
          rate,
          sample,
          hidden,
          cbowGradient,
          validation,
          xMax,
          alpha,
          threads,
          seed);
    }
  }

  /** Units of the hidden layer. */
  int hiddenUnits() {
    return hidden == 0 ? dim : hidden;
  }
}
