package polyad.geometry.rotation;

import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * One linear map for every point: a convolution of kernel 1, with its weight {@code [out, in, 1]},
 * on points as rows, which one matrix product computes.
 */
final class SharedLinear extends Layer {
  private final WeightSlot weight;
  private final WeightSlot bias;

  SharedLinear(int in, int out, Generator rng) {
    weight = addParameter("weight", Init.kaimingUniform(rng, out, in, 1));
    bias = addParameter("bias", Init.uniform(rng, 1 / Math.sqrt(in), out));
  }

  /** {@code [B, P, in]} to {@code [B, P, out]}. */
  @Override
  public Tensor forward(Tensor x) {
    return Functional.linear(x, weight.value().squeeze(-1), bias.value());
  }
}
