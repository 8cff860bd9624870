package polyad.nn;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** Normalisation over groups of channels, [B, C, ...] (Wu and He, 2018). */
public final class GroupNorm extends Layer {
  private final long groups;
  private final WeightSlot weight;
  private final WeightSlot bias;

  /** Groups must divide channels. */
  public GroupNorm(long groups, long channels) {
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "groups is " + groups + ", allowed: a divisor of " + channels + " channels");
    }
    this.groups = groups;
    weight = addParameter("weight", Tensor.ones(channels));
    bias = addParameter("bias", Tensor.zeros(channels));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.groupNorm(x, groups, weight.value(), bias.value(), 1e-5);
  }
}
