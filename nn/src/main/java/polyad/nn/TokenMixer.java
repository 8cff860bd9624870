package polyad.nn;

import polyad.tensor.Tensor;

/**
 * Lets tokens exchange information: attention, a learned row-stochastic matrix, or nothing but a
 * linear map. Any mixer can stand where another does; residuals and norms are its user's.
 */
public abstract class TokenMixer extends Layer {
  /** For subclasses. */
  protected TokenMixer() {}

  /** [B, tokens, D] to the same shape. */
  @Override
  public abstract Tensor forward(Tensor tokens);

  /**
   * Multiply-adds of one sample's forward pass, matrix products only.
   *
   * @param tokens number of tokens, at least 1
   */
  public abstract long multiplyAdds(long tokens);
}
