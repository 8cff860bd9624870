package polyad.nn;

import java.util.List;
import polyad.tensor.Tensor;

/**
 * Rectified Adam (Liu et al., 2020): while too few steps were taken to know the second moment, a
 * step of momentum alone; betas 0.9 and 0.999.
 */
public final class RAdam extends Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPS = 1e-8;
  private static final double RHO_INFINITE = 2 / (1 - BETA2) - 1;

  /** Over these groups. */
  public RAdam(List<ParameterGroup> groups) {
    super(groups);
  }

  /** Over a module without weight decay. */
  public static RAdam of(Module module) {
    return new RAdam(ParameterGroup.of(module, 0));
  }

  @Override
  protected void update(List<Parameter> parameters, double lr, double weightDecay) {
    double correction1 = 1 - Math.pow(BETA1, steps());
    double correction2 = 1 - Math.pow(BETA2, steps());
    double rho = RHO_INFINITE - 2 * steps() * Math.pow(BETA2, steps()) / correction2;
    for (Parameter parameter : parameters) {
      Tensor value = parameter.value();
      Tensor given = gradient(parameter);
      Tensor gradient = weightDecay == 0 ? given : given.add(value, weightDecay);
      Tensor mean = state(parameter, "exp_avg");
      Tensor square = state(parameter, "exp_avg_sq");
      mean.mulInPlace(BETA1).addInPlace(gradient, 1 - BETA1);
      square.mulInPlace(BETA2).addInPlace(gradient.square(), 1 - BETA2);
      if (rho > 5) {
        double rate = lr / correction1 * rectification(rho) * Math.sqrt(correction2);
        value.addInPlace(mean.div(square.sqrt().add(EPS)), -rate);
      } else {
        value.addInPlace(mean, -lr / correction1);
      }
    }
  }

  private static double rectification(double rho) {
    return Math.sqrt(
        (rho - 4) * (rho - 2) * RHO_INFINITE / ((RHO_INFINITE - 4) * (RHO_INFINITE - 2) * rho));
  }
}
