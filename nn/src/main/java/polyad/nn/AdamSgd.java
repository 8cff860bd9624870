package polyad.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import polyad.tensor.FusedUpdates;
import polyad.tensor.Tensor;

/** Adam for most parameters and plain SGD for some, under one schedule. */
public final class AdamSgd extends Optimizer {
  private final Adam.Options options;
  private final Set<Parameter> plain;

  /**
   * Both kinds of groups; {@link ParameterGroup#lrScale()} sets their rates apart.
   *
   * @param adam updated by Adam
   * @param sgd updated by SGD without momentum
   */
  public AdamSgd(List<ParameterGroup> adam, List<ParameterGroup> sgd, Adam.Options options) {
    super(both(adam, sgd));
    this.options = options;
    plain = Set.copyOf(sgd.stream().flatMap(group -> group.parameters().stream()).toList());
  }

  private static List<ParameterGroup> both(List<ParameterGroup> adam, List<ParameterGroup> sgd) {
    List<ParameterGroup> all = new ArrayList<>(adam);
    all.addAll(sgd);
    return all;
  }

  @Override
  protected void update(List<Parameter> parameters, double lr, double weightDecay) {
    if (!plain.contains(parameters.getFirst())) {
      Adam.update(this, parameters, lr, weightDecay, options);
      return;
    }
    List<Tensor> values = parameters.stream().map(Parameter::value).toList();
    List<Tensor> gradients = parameters.stream().map(this::gradient).toList();
    FusedUpdates.sgd(values, gradients, List.of(), lr, 0, weightDecay, false, false);
  }
}
