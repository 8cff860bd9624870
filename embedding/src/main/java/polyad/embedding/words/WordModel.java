package polyad.embedding.words;

/** The seven models of the comparison: how a context is turned into a score of a word. */
public enum WordModel {
  /** One context word predicts the word in the middle. */
  SKIP_GRAM,
  /** The mean of the context predicts it. */
  CBOW,
  /** The context's vectors side by side predict it, so that order counts. */
  ORDER,
  /** The log-bilinear model: a linear layer over the vectors side by side. */
  LBL,
  /** The neural language model: the same with tanh. */
  NNLM,
  /** Collobert and Weston's ranking of whole windows, the word among them. */
  CW,
  /** Global vectors: a fit of logarithms of co-occurrence counts. */
  GLOVE;

  /** Whether vectors of the context stand side by side, positions outside a sentence padded. */
  boolean hasPositions() {
    return this == ORDER || this == LBL || this == NNLM || this == CW;
  }

  /** Whether it has a hidden layer. */
  boolean hasHiddenLayer() {
    return this == LBL || this == NNLM || this == CW;
  }
}
