package polyad.embedding.relative;

import polyad.nn.Layer;
import polyad.nn.WeightSlot;
import polyad.tensor.Tensor;

/** Each number over the batch to mean 0 and variance 1, then scaled and shifted; [n, d]. */
final class InstanceNorm extends Layer {
  private static final double EPS = 1e-5;

  private final WeightSlot weight;
  private final WeightSlot bias;

  InstanceNorm(long size) {
    weight = addParameter("weight", Tensor.ones(size));
    bias = addParameter("bias", Tensor.zeros(size));
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.size(0) < 2) {
      throw new IllegalArgumentException("samples are 1, allowed for instance norm: 2 or more");
    }
    Tensor centred = x.sub(x.mean(true, 0));
    Tensor scale = centred.square().mean(true, 0).add(EPS).rsqrt();
    return centred.mul(scale).mul(weight.value()).add(bias.value());
  }
}
