package polyad.embedding.optembed;

/** The base models: what is computed from the m embeddings of a sample. */
public enum CtrModel {
  /** Factorisation machine: pairwise inner products and a linear term (Rendle, 2010). */
  FM,
  /** Factorisation machine plus a perceptron (Guo et al., 2017). */
  DEEPFM,
  /** A perceptron over the concatenated embeddings (Zhang et al., 2016). */
  FNN,
  /** A perceptron over embeddings and their inner products (Qu et al., 2016). */
  IPNN,
  /** A perceptron beside a cross network (Wang et al., 2017). */
  DCN;

  /** Whether there is a linear term. */
  boolean hasLinear() {
    return this == FM || this == DEEPFM;
  }

  /** Whether there is a perceptron. */
  boolean hasMlp() {
    return this != FM;
  }
}
