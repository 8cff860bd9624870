package polyad.embedding.words;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** How vectors of characters and words are trained together. */
public record CharWordOptions(
    @Describe("characters, words, joint or composed") Mode mode,
    @Describe("length of the vectors; 1 to 10000") int dim,
    @Describe("context characters on each side; 1 to 100") int charWindow,
    @Describe("context words on each side; 1 to 100") int wordWindow,
    @Describe("passes over the text; 1 or more") int epochs,
    @Describe("negative samples an example; 1 or more") int negative,
    @Describe("learning rate, which falls to 1e-4 of itself; above 0") double rate,
    @Describe("weight of characters and words in a context: pooled or half")
        CharWordObjective.Balance balance,
    @Describe("what each row of a context gets of the error: sum or mean")
        WordVectorOptions.CbowGradient gradient,
    @Describe("composed: whether first, inner and last characters have tables of their own")
        boolean places,
    @Describe("seed of all random numbers") long seed) {

  /** What predicts what. */
  public enum Mode {
    /** Characters predict characters. */
    CHARACTERS,
    /** Words predict words. */
    WORDS,
    /** Characters and words predict both, in one space. */
    JOINT,
    /** Words made of their own vector and their characters' predict words (CWE). */
    COMPOSED
  }

  /** Checks the numbers. */
  public CharWordOptions {
    ConfigChecks.between("dim", dim, 1, 10_000);
    ConfigChecks.between("charWindow", charWindow, 1, 100);
    ConfigChecks.between("wordWindow", wordWindow, 1, 100);
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("negative", negative, 1);
    ConfigChecks.positive("rate", rate);
  }

  /** CBOW's settings with windows of two words and two characters, and the exact gradient. */
  public static CharWordOptions of(Mode mode) {
    return new CharWordOptions(
        mode,
        50,
        2,
        2,
        5,
        5,
        0.05,
        CharWordObjective.Balance.POOLED,
        WordVectorOptions.CbowGradient.MEAN,
        false,
        1);
  }

  /** With vectors of another length. */
  public CharWordOptions withDim(int length) {
    return new CharWordOptions(
        mode,
        length,
        charWindow,
        wordWindow,
        epochs,
        negative,
        rate,
        balance,
        gradient,
        places,
        seed);
  }

  /** With another number of passes. */
  public CharWordOptions withEpochs(int passes) {
    return new CharWordOptions(
        mode, dim, charWindow, wordWindow, passes, negative, rate, balance, gradient, places, seed);
  }

  /** With another weight of the two kinds. */
  public CharWordOptions withBalance(CharWordObjective.Balance other) {
    return new CharWordOptions(
        mode, dim, charWindow, wordWindow, epochs, negative, rate, other, gradient, places, seed);
  }

  /** With or without tables for places. */
  public CharWordOptions withPlaces(boolean own) {
    return new CharWordOptions(
        mode, dim, charWindow, wordWindow, epochs, negative, rate, balance, gradient, own, seed);
  }

  /** With another seed. */
  public CharWordOptions withSeed(long other) {
    return new CharWordOptions(
        mode,
        dim,
        charWindow,
        wordWindow,
        epochs,
        negative,
        rate,
        balance,
        gradient,
        places,
        other);
  }
}
