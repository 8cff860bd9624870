package polyad.series;

import polyad.nn.Layer;
import polyad.nn.LayerNorm;
import polyad.nn.TokenMixer;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * An encoder layer of the forecasting Transformers, norms after residuals: h ← norm1(h + mixer(h)),
 * h ← norm2(h + ffn(h)). Names: {@code attention}, {@code norm1}, {@code conv1}, {@code conv2},
 * {@code norm2}.
 */
public final class MixerEncoderLayer extends Layer {
  private final TokenMixer mixer;
  private final LayerNorm norm1;
  private final FeedForward feedForward;
  private final LayerNorm norm2;
  private final double dropout;
  private final Generator rng;

  /**
   * Around a mixer.
   *
   * @param dim the width D
   * @param dFf the hidden width F
   * @param dropout after every part, in training; 0 to 1
   */
  public MixerEncoderLayer(
      TokenMixer mixer,
      int dim,
      int dFf,
      FeedForward.Function activation,
      double dropout,
      Generator rng) {
    this.mixer = addChild("attention", mixer);
    this.dropout = dropout;
    this.rng = rng;
    norm1 = addChild("norm1", new LayerNorm(dim));
    feedForward = new FeedForward(dim, dFf, activation, dropout, rng);
    feedForward.children().forEach(this::addChild);
    norm2 = addChild("norm2", new LayerNorm(dim));
  }

  /** [B, tokens, D] to the same shape. */
  @Override
  public Tensor forward(Tensor h) {
    Tensor mixed = mixer.forward(h);
    Tensor x = norm1.forward(h.add(isTraining() ? Functional.dropout(mixed, dropout, rng) : mixed));
    return norm2.forward(x.add(feedForward.forward(x, isTraining())));
  }

  /** Multiply-adds of one sample. */
  public long multiplyAdds(long tokens) {
    return mixer.multiplyAdds(tokens) + feedForward.multiplyAdds(tokens);
  }
}
