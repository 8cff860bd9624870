package polyad.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Updates parameters from their accumulated derivatives. Parameters without a derivative are left
 * alone. A parameter on a Stiefel or Grassmann geometry is moved along it whatever the optimiser:
 * the update is projected to the tangent space and retracted.
 */
public abstract class Optimizer implements AutoCloseable {
  private final List<ParameterGroup> groups;
  private final Map<Parameter, Map<String, Tensor>> states = new LinkedHashMap<>();

  /** Within a step, the derivatives of the parameters that are being updated. */
  private final Map<Parameter, Tensor> gradients = new HashMap<>();

  private long steps;

  /** For subclasses. */
  protected Optimizer(List<ParameterGroup> groups) {
    this.groups = List.copyOf(groups);
    for (ParameterGroup group : groups) {
      group.parameters().forEach(p -> states.put(p, new LinkedHashMap<>()));
    }
  }

  /** The groups. */
  public final List<ParameterGroup> groups() {
    return groups;
  }

  /** The number of steps taken. */
  public final long steps() {
    return steps;
  }

  /** One step with this learning rate. */
  public final void step(double lr) {
    steps++;
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      for (ParameterGroup group : groups) {
        List<Parameter> flat = new ArrayList<>();
        for (Parameter parameter : group.parameters()) {
          Tensor point = parameter.value();
          Tensor gradient = point.grad();
          if (gradient == null) {
            continue;
          }
          if (parameter.geometry() == Geometry.EUCLIDEAN) {
            flat.add(parameter);
            gradients.put(parameter, gradient);
          } else {
            Tensor moved =
                Manifolds.step(parameter.geometry(), point, gradient, lr * group.lrScale());
            point.copyFrom(moved);
          }
        }
        if (!flat.isEmpty()) {
          update(flat, lr * group.lrScale(), group.weightDecay());
        }
      }
    } finally {
      gradients.clear();
    }
  }

  /** Updates Euclidean parameters, all of which have a derivative, in place. */
  protected abstract void update(List<Parameter> parameters, double lr, double weightDecay);

  /** A state tensor of a parameter, zeros of its shape at first. */
  protected final Tensor state(Parameter parameter, String name) {
    return stateOf(parameter).computeIfAbsent(name, n -> parameter.value().zerosLike().retain());
  }

  /** A state number of a parameter, 0 at first, F32. */
  protected final Tensor counter(Parameter parameter, String name) {
    return stateOf(parameter).computeIfAbsent(name, n -> Tensor.zeros(DType.F32).retain());
  }

  private Map<String, Tensor> stateOf(Parameter parameter) {
    return Objects.requireNonNull(states.get(parameter));
  }

  /** The derivative of a parameter that is being updated. */
  protected final Tensor gradient(Parameter parameter) {
    return Objects.requireNonNull(gradients.get(parameter));
  }

  /** The state by {@code <parameter number>.<name>}, the live tensors, for a checkpoint. */
  final Map<String, Tensor> state() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    int i = 0;
    for (Map<String, Tensor> state : states.values()) {
      int index = i++;
      state.forEach((name, tensor) -> all.put(index + "." + name, tensor));
    }
    return all;
  }

  /** Restores a state from {@link #state()} and the number of steps. */
  final void restore(Map<String, Tensor> saved, long stepsTaken) {
    steps = stepsTaken;
    List<Map<String, Tensor>> own = List.copyOf(states.values());
    saved.forEach(
        (key, tensor) -> {
          int dot = key.indexOf('.');
          Map<String, Tensor> state = own.get(Integer.parseInt(key.substring(0, dot)));
          Tensor before = state.put(key.substring(dot + 1), tensor.copy().retain());
          if (before != null) {
            before.close();
          }
        });
  }

  /** Frees the state. */
  @Override
  public void close() {
    states.values().forEach(state -> state.values().forEach(Tensor::close));
  }
}
