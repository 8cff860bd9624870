package polyad.nn;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** Normalisation over the last dimension with a learned scale and shift (Ba et al., 2016). */
public final class LayerNorm extends Layer {
  private final long[] sizes;
  private final WeightSlot weight;
  private final WeightSlot bias;
  private final double eps;

  /** With PyTorch's eps 1e-5. */
  public LayerNorm(long size) {
    this(size, 1e-5);
  }

  /** With this eps. */
  public LayerNorm(long size, double eps) {
    this.sizes = new long[] {size};
    this.eps = eps;
    weight = addParameter("weight", Tensor.ones(size));
    bias = addParameter("bias", Tensor.zeros(size));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.layerNorm(x, sizes, weight.value(), bias.value(), eps);
  }
}
