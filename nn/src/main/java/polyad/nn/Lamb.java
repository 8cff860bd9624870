package polyad.nn;

import java.util.List;
import polyad.tensor.Tensor;

/**
 * Layer-wise adaptive moments for large batches (You et al., 2020): Adam's direction plus decoupled
 * decay, scaled by ‖w‖ / ‖update‖ for each tensor.
 */
public final class Lamb extends Optimizer {
  private final double beta1;
  private final double beta2;
  private final double eps;

  /** The paper's 0.9, 0.999, 1e-6. */
  public Lamb(List<ParameterGroup> groups) {
    this(groups, 0.9, 0.999, 1e-6);
  }

  /** With these numbers. */
  public Lamb(List<ParameterGroup> groups, double beta1, double beta2, double eps) {
    super(groups);
    this.beta1 = Checks.fraction("beta1", beta1);
    this.beta2 = Checks.fraction("beta2", beta2);
    this.eps = Checks.atLeast("eps", eps, 0);
  }

  @Override
  protected void update(List<Parameter> parameters, double lr, double weightDecay) {
    for (Parameter parameter : parameters) {
      Tensor w = parameter.value();
      Tensor g = gradient(parameter);
      Tensor step = counter(parameter, "step").addInPlace(Tensor.ones());
      Tensor m = state(parameter, "exp_avg").mulInPlace(beta1).addInPlace(g, 1 - beta1);
      Tensor v = state(parameter, "exp_avg_sq").mulInPlace(beta2).addInPlace(g.square(), 1 - beta2);
      double t = step.item();
      Tensor mHat = m.div(1 - Math.pow(beta1, t));
      Tensor vHat = v.div(1 - Math.pow(beta2, t));
      Tensor update = mHat.div(vHat.sqrt().add(eps)).add(w, weightDecay);
      Tensor wNorm = w.norm();
      Tensor uNorm = update.norm();
      Tensor useful = wNorm.gt(0).logicalAnd(uNorm.gt(0));
      Tensor ratio = wNorm.div(uNorm.clampMin(1e-12));
      w.subInPlace(update.mul(ratio.where(useful, ratio.onesLike())).mul(lr));
    }
  }
}
