package polyad.embedding.optembed;

import polyad.nn.Embedding;
import polyad.nn.Layer;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** The linear term: ids [B, m] to Σ_i w(x_i) + bias, [B]. */
final class FeaturesLinear extends Layer {
  private final Embedding fc;
  private final WeightSlot bias;

  FeaturesLinear(int values, Generator rng) {
    fc = addChild("fc", new Embedding(values, 1, rng));
    bias = addParameter("bias", Tensor.zeros(1));
  }

  @Override
  public Tensor forward(Tensor x) {
    return fc.forward(x).sum(1, 2).add(bias.value()); // [B]
  }
}
