package polyad.nn;

import org.jspecify.annotations.Nullable;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** x·Wᵀ + b: [..., in] to [..., out]; {@code weight} [out, in], {@code bias} [out]. */
public final class Linear extends Layer {
  private final WeightSlot weight;
  private final @Nullable WeightSlot bias;

  /** With a bias and PyTorch's default initial values. */
  public Linear(long in, long out, Generator rng) {
    this(in, out, true, rng);
  }

  /** With PyTorch's default initial values. */
  public Linear(long in, long out, boolean bias, Generator rng) {
    this(
        new Parameter(Init.kaimingUniform(rng, out, in)),
        bias ? new Parameter(Init.uniform(rng, 1 / Math.sqrt(in), out)) : null);
  }

  /** With weights of the caller's. */
  public Linear(Weight weight, @Nullable Weight bias) {
    this.weight = addWeight("weight", weight);
    this.bias = bias == null ? null : addWeight("bias", bias);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.linear(x, weight.value(), bias == null ? null : bias.value());
  }
}
