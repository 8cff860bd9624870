package polyad.series;

import polyad.nn.TokenMixer;

/**
 * Multiply-adds of one sample's forward pass, matrix products only. Softplus and the normalisation
 * of NormLin's matrix are done once a batch and not counted.
 */
public final class Flops {
  private Flops() {}

  /** Self-attention of N tokens and width D: four projections, scores, weighted sum. */
  public static long selfAttention(long tokens, long dim) {
    return 4 * tokens * dim * dim + 2 * tokens * tokens * dim;
  }

  /** NormLin of N tokens and width D: two projections and one mixing product. */
  public static long normLin(long tokens, long dim) {
    return 2 * tokens * dim * dim + tokens * tokens * dim;
  }

  /** A mixer on so many tokens. */
  public static long of(TokenMixer mixer, long tokens) {
    return mixer.multiplyAdds(tokens);
  }
}
