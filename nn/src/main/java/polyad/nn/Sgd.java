package polyad.nn;

import java.util.List;
import polyad.tensor.FusedUpdates;
import polyad.tensor.Tensor;

/** Stochastic gradient descent with momentum, fused. */
public final class Sgd extends Optimizer {
  private final double momentum;
  private final boolean nesterov;

  /**
   * With these numbers.
   *
   * @param momentum 0 to 1; 0 for none
   */
  public Sgd(List<ParameterGroup> groups, double momentum, boolean nesterov) {
    super(groups);
    this.momentum = Checks.fraction("momentum", momentum);
    this.nesterov = nesterov;
  }

  @Override
  protected void update(List<Parameter> parameters, double lr, double weightDecay) {
    List<Tensor> buffers =
        momentum == 0
            ? List.of()
            : parameters.stream().map(p -> state(p, "momentum_buffer")).toList();
    FusedUpdates.sgd(
        parameters.stream().map(Parameter::value).toList(),
        parameters.stream().map(this::gradient).toList(),
        buffers,
        lr,
        momentum,
        weightDecay,
        nesterov,
        false);
  }
}
