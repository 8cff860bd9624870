package polyad.nn;

import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * A convolution of kernel 1 over the last dimension: its weight [out, in, 1] has the shape that
 * checkpoints hold, its computation is a linear map of [..., in] to [..., out] without a detour
 * over channels first.
 */
public final class PointwiseConv extends Layer {
  private final WeightSlot weight;
  private final WeightSlot bias;

  /** With PyTorch's default initial values. */
  public PointwiseConv(long in, long out, Generator rng) {
    weight = addParameter("weight", Init.kaimingUniform(rng, out, in, 1));
    bias = addParameter("bias", Init.uniform(rng, 1 / Math.sqrt(in), out));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.linear(x, weight.value().squeeze(-1), bias.value());
  }
}
