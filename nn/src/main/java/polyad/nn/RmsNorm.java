package polyad.nn;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** x / √(mean x² + eps)·weight over the last dimension (Zhang and Sennrich, 2019). */
public final class RmsNorm extends Layer {
  private final WeightSlot weight;
  private final double eps;

  /** With this eps. */
  public RmsNorm(long size, double eps) {
    this.eps = eps;
    weight = addParameter("weight", Tensor.ones(size));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.rmsNorm(x, weight.value(), eps);
  }
}
