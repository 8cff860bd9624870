package polyad.nn;

import java.util.List;
import polyad.tensor.Tensor;

/**
 * Layer-wise adaptive rate scaling over SGD with momentum (You et al., 2017): the rate of a matrix
 * is multiplied by trust·‖w‖ / (‖g‖ + decay·‖w‖); vectors keep theirs and are not decayed.
 */
public final class Lars extends Optimizer {
  private final double momentum;
  private final double trust;

  /**
   * With these numbers.
   *
   * @param trust the paper's 0.001
   */
  public Lars(List<ParameterGroup> groups, double momentum, double trust) {
    super(groups);
    this.momentum = Checks.fraction("momentum", momentum);
    this.trust = Checks.atLeast("trust", trust, 0);
  }

  @Override
  protected void update(List<Parameter> parameters, double lr, double weightDecay) {
    for (Parameter parameter : parameters) {
      Tensor w = parameter.value();
      Tensor g = gradient(parameter);
      if (w.dim() > 1) {
        Tensor wNorm = w.norm();
        Tensor gNorm = g.norm();
        Tensor ratio = wNorm.mul(trust).div(gNorm.add(wNorm, weightDecay).clampMin(1e-12));
        Tensor useful = wNorm.gt(0).logicalAnd(gNorm.gt(0));
        g = g.add(w, weightDecay).mul(ratio.where(useful, ratio.onesLike()));
      }
      Tensor buffer = state(parameter, "momentum_buffer");
      buffer.mulInPlace(momentum).addInPlace(g);
      w.addInPlace(buffer, -lr);
    }
  }
}
