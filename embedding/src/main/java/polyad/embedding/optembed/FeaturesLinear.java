package polyad.embedding.optembed;

import org.jspecify.annotations.Nullable;
import polyad.nn.Embedding;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** The linear term: ids [B, m] to Σ_i w(x_i) + bias, [B]. */
final class FeaturesLinear extends Module {
  private final Embedding fc;
  private final WeightSlot bias;

  FeaturesLinear(int values, Generator rng) {
    fc = addChild("fc", new Embedding(values, 1, rng));
    bias = addParameter("bias", Tensor.zeros(1));
  }

  /** Times a mask [B, m, 1], where there is one. */
  Tensor forward(Tensor x, @Nullable Tensor kept) {
    Tensor w = fc.forward(x); // [B, m, 1]
    return (kept == null ? w : w.mul(kept)).sum(1, 2).add(bias.value()); // [B]
  }
}
