package polyad.bench;

import java.util.function.UnaryOperator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** A function of one tensor and the derivative of a weighted sum of its values: Σ probe·f(x). */
final class GradientWorkload implements Workload {
  private final Tensor x;
  private final Tensor probe;
  private final UnaryOperator<Tensor> function;

  /** Takes over the tensors. */
  GradientWorkload(Tensor x, Tensor probe, UnaryOperator<Tensor> function) {
    this.x = x.requiresGrad(true);
    this.probe = probe;
    this.function = function;
  }

  @Override
  public void step() {
    try (var _ = TensorScope.open()) {
      x.zeroGrad();
      function.apply(x).mul(probe).sum().backward();
    }
  }

  @Override
  public long parameters() {
    return x.numel();
  }

  @Override
  public void close() {
    x.close();
    probe.close();
  }
}
