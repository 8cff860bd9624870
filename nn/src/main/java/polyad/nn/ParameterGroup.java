package polyad.nn;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Parameters that are updated with the same numbers.
 *
 * @param parameters at least one
 * @param lrScale this group's learning rate as a multiple of the schedule's
 * @param weightDecay at least 0
 */
public record ParameterGroup(List<Parameter> parameters, double lrScale, double weightDecay) {
  /** Checks the numbers. */
  public ParameterGroup {
    parameters = List.copyOf(parameters);
    Checks.atLeast("lrScale", lrScale, 0);
    Checks.atLeast("weightDecay", weightDecay, 0);
  }

  /** All parameters of a module in one group. */
  public static List<ParameterGroup> of(Module module, double weightDecay) {
    return of(module.parameters(), weightDecay);
  }

  /** These parameters in one group. */
  public static List<ParameterGroup> of(Collection<Parameter> parameters, double weightDecay) {
    return List.of(new ParameterGroup(List.copyOf(parameters), 1, weightDecay));
  }

  /** Two groups: names that match get no weight decay, as biases and norms often do. */
  public static List<ParameterGroup> withoutDecay(
      Module module, double weightDecay, Predicate<String> undecayed) {
    Map<String, Parameter> named = module.namedParameters();
    return List.of(
        new ParameterGroup(select(named, undecayed.negate()), 1, weightDecay),
        new ParameterGroup(select(named, undecayed), 1, 0));
  }

  private static List<Parameter> select(Map<String, Parameter> named, Predicate<String> names) {
    return named.entrySet().stream()
        .filter(e -> names.test(e.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
