package polyad.embedding.words.documents;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** How a document classifier is made and trained. */
public record DocumentOptions(
    @Describe("rcnn, cnn, rnn, lstm, recursive, average, fasttext, words-lr, bigrams-lr, ...")
        DocumentKind kind,
    @Describe("length of word vectors where none are given; 1 to 10000") int dim,
    @Describe("rcnn: length of the contexts' vectors; 1 to 10000") int context,
    @Describe("units of the document's vector; 1 to 10000") int hidden,
    @Describe("cnn: words on each side of a window; 0 to 100") int window,
    @Describe("rcnn: activation of the recursions: tanh, sigmoid or relu") Rcnn.Phi phi,
    @Describe("passes over the texts; 1 or more") int epochs,
    @Describe("texts a step; 1 or more") int batch,
    @Describe("learning rate; 0 for 1e-3, 1e-2 for means of vectors; with sgd 0.01") double rate,
    @Describe("adam, or sgd with each layer's rate divided by its fan-in") Descent descent,
    @Describe("share of the texts that says which epoch was best; 0 to 0.5") double validation,
    @Describe("words that occur less often count as unknown; 1 or more") int minCount,
    @Describe("fasttext: buckets that bigrams share; 1 or more") int buckets,
    @Describe("seed of all random numbers") long seed) {

  /** How steps are made. */
  public enum Descent {
    /** Adam. */
    ADAM,
    /** Plain descent, rates divided by fan-in as in the paper. */
    SGD
  }

  /** Checks the numbers. */
  public DocumentOptions {
    ConfigChecks.between("dim", dim, 1, 10_000);
    ConfigChecks.between("context", context, 1, 10_000);
    ConfigChecks.between("hidden", hidden, 1, 10_000);
    ConfigChecks.between("window", window, 0, 100);
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("batch", batch, 1);
    ConfigChecks.atLeast("rate", rate, 0);
    ConfigChecks.between("validation", validation, 0, 0.5);
    ConfigChecks.atLeast("minCount", minCount, 1);
    ConfigChecks.atLeast("buckets", buckets, 1);
  }

  /** The paper's sizes. */
  public static DocumentOptions of(DocumentKind kind) {
    return new DocumentOptions(
        kind, 50, 50, 100, 2, Rcnn.Phi.TANH, 10, 32, 0, Descent.ADAM, 0.1, 1, 20_000, 1);
  }

  /** With another number of passes. */
  public DocumentOptions withEpochs(int passes) {
    return new DocumentOptions(
        kind,
        dim,
        context,
        hidden,
        window,
        phi,
        passes,
        batch,
        rate,
        descent,
        validation,
        minCount,
        buckets,
        seed);
  }

  /** With another window. */
  public DocumentOptions withWindow(int words) {
    return new DocumentOptions(
        kind,
        dim,
        context,
        hidden,
        words,
        phi,
        epochs,
        batch,
        rate,
        descent,
        validation,
        minCount,
        buckets,
        seed);
  }

  /** With other sizes of vectors. */
  public DocumentOptions withSizes(int words, int contexts, int units) {
    return new DocumentOptions(
        kind,
        words,
        contexts,
        units,
        window,
        phi,
        epochs,
        batch,
        rate,
        descent,
        validation,
        minCount,
        buckets,
        seed);
  }

  /** With another seed. */
  public DocumentOptions withSeed(long other) {
    return new DocumentOptions(
        kind,
        dim,
        context,
        hidden,
        window,
        phi,
        epochs,
        batch,
        rate,
        descent,
        validation,
        minCount,
        buckets,
        other);
  }

  double chosenRate() {
    if (rate > 0) {
      return rate;
    }
    if (descent == Descent.SGD) {
      return 0.01;
    }
    return kind == DocumentKind.AVERAGE || kind == DocumentKind.FASTTEXT ? 1e-2 : 1e-3;
  }
}
