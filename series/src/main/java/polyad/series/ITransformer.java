package polyad.series;

import java.util.List;
import java.util.stream.IntStream;
import polyad.nn.Linear;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * iTransformer (Liu et al., 2024) without its own norm and without time marks: a variate is a
 * token. Names: {@code enc_embedding.value_embedding}, {@code encoder}, {@code projection}.
 */
public final class ITransformer extends ForecastNetwork {
  private final TransformerShape shape;
  private final Generator rng;
  private final Linear embedding;
  private final List<MixerEncoderLayer> layers;
  private final TokenEncoder encoder;
  private final Linear projection;

  /**
   * For N variates, which matters to NormLin only.
   *
   * @param normLin whether NormLin stands in place of self-attention
   */
  public ITransformer(
      int context,
      int horizon,
      int variates,
      TransformerShape shape,
      boolean normLin,
      Generator rng) {
    super(context, horizon);
    this.shape = shape;
    this.rng = rng;
    embedding = addChild("enc_embedding.value_embedding", new Linear(context, shape.dModel(), rng));
    layers =
        IntStream.range(0, shape.eLayers())
            .mapToObj(i -> shape.layer(variates, normLin, rng))
            .toList();
    encoder = addChild("encoder", TokenEncoder.layerNormed(layers, shape.dModel()));
    projection = addChild("projection", new Linear(shape.dModel(), horizon, rng));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor h = embedding.forward(x.transpose(1, 2)); // [B, N, D]
    Tensor dropped = isTraining() ? Functional.dropout(h, shape.dropout(), rng) : h;
    return projection.forward(encoder.forward(dropped)).transpose(1, 2);
  }

  @Override
  public long multiplyAdds(long variates) {
    return variates * shape.dModel() * (context() + horizon())
        + layers.stream().mapToLong(layer -> layer.multiplyAdds(variates)).sum();
  }
}
