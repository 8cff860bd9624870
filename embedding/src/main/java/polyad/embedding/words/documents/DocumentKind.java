package polyad.embedding.words.documents;

/** The ways to classify a document. */
public enum DocumentKind {
  /** The recurrent convolutional network. */
  RCNN,
  /** A convolution and the maximum. */
  CNN,
  /** A plain recurrent network's last state. */
  RNN,
  /** The last state of a long short-term memory. */
  LSTM,
  /** A recursive network over given or greedily built binary trees. */
  RECURSIVE,
  /** The mean of word vectors that stay as they are, logistic regression. */
  AVERAGE,
  /** The mean of trained vectors of words and bigrams (Joulin et al. 2017). */
  FASTTEXT,
  /** Counts of words, logistic regression. */
  WORDS_LR,
  /** Counts of words and bigrams, logistic regression. */
  BIGRAMS_LR,
  /** Counts of words, a linear support vector machine. */
  WORDS_SVM,
  /** Counts of words and bigrams, a linear support vector machine. */
  BIGRAMS_SVM;

  /** Whether it works on counts. */
  boolean isBag() {
    return this == WORDS_LR || this == BIGRAMS_LR || this == WORDS_SVM || this == BIGRAMS_SVM;
  }

  boolean usesBigrams() {
    return this == FASTTEXT || this == BIGRAMS_LR || this == BIGRAMS_SVM;
  }
}
