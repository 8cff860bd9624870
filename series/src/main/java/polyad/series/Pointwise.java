package polyad.series;

import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * A convolution of kernel 1 over the last dimension: its weight [out, in, 1] has the shape that
 * checkpoints hold, its computation is a linear map, without a detour over channels first.
 */
final class Pointwise extends Layer {
  private final WeightSlot weight;
  private final WeightSlot bias;

  Pointwise(long in, long out, Generator rng) {
    weight = addParameter("weight", Init.kaimingUniform(rng, out, in, 1));
    bias = addParameter("bias", Init.uniform(rng, 1 / Math.sqrt(in), out));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.linear(x, weight.value().squeeze(2), bias.value());
  }
}
