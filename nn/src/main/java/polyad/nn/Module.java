package polyad.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Device;
import polyad.tensor.Tensor;

/**
 * A part of a network: named weights, buffers and children in the order they were made. The names
 * in {@link #stateDict()} equal PyTorch's.
 */
public abstract class Module implements AutoCloseable {
  private final Map<String, WeightSlot> weights = new LinkedHashMap<>();
  private final Map<String, Buffer> buffers = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private boolean training = true;

  /** For subclasses. */
  protected Module() {}

  /** Registers a weight under a name of its own. */
  protected final WeightSlot addWeight(String name, Weight weight) {
    WeightSlot slot = new WeightSlot(weight);
    register(weights, name, slot);
    return slot;
  }

  /** Registers a dense parameter under a name of its own. */
  protected final WeightSlot addParameter(String name, Tensor initial) {
    return addWeight(name, new Parameter(initial));
  }

  /** Registers a buffer under a name of its own. */
  protected final Buffer addBuffer(String name, Tensor initial) {
    Buffer buffer = new Buffer(initial);
    register(buffers, name, buffer);
    return buffer;
  }

  /** Registers a child under a name of its own; dots in it are allowed. */
  protected final <M extends Module> M addChild(String name, M child) {
    register(children, name, child);
    return child;
  }

  private static <T> void register(Map<String, T> map, String name, T value) {
    if (map.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("'" + name + "' is registered already");
    }
  }

  /** The children by name, in order. */
  public final Map<String, Module> children() {
    return Collections.unmodifiableMap(children);
  }

  /** Whether layers such as dropout and batch norm behave as in training. */
  public final boolean isTraining() {
    return training;
  }

  /** Switches this module and all below it to training. */
  public final Module train() {
    return setTraining(true);
  }

  /** Switches this module and all below it to evaluation. */
  public final Module eval() {
    return setTraining(false);
  }

  private Module setTraining(boolean on) {
    training = on;
    children.values().forEach(child -> child.setTraining(on));
    return this;
  }

  /** The weight at a path such as {@code encoder.0.weight}. */
  public final Weight weight(String path) {
    return slot(path).weight();
  }

  /**
   * Exchanges the weight at a path: for an adapter, a mask, a factorisation.
   *
   * @throws IllegalArgumentException when the shapes differ or there is no such weight
   */
  public final void setWeight(String path, Weight weight) {
    WeightSlot slot = slot(path);
    if (!Arrays.equals(slot.weight().shape(), weight.shape())) {
      throw new IllegalArgumentException(
          "weight '"
              + path
              + "' has shape "
              + Arrays.toString(slot.weight().shape())
              + ", the new one "
              + Arrays.toString(weight.shape()));
    }
    slot.setWeight(weight);
  }

  private WeightSlot slot(String path) {
    WeightSlot slot = weightSlots().get(path);
    if (slot == null) {
      throw new IllegalArgumentException(
          "no weight '" + path + "'; there are " + weightSlots().keySet());
    }
    return slot;
  }

  private Map<String, WeightSlot> weightSlots() {
    Map<String, WeightSlot> all = new LinkedHashMap<>();
    visit("", (prefix, module) -> module.weights.forEach((n, s) -> all.put(prefix + n, s)));
    return all;
  }

  /** The paths of all weights in order. */
  public final Set<String> weightNames() {
    return weightSlots().keySet();
  }

  /**
   * Computes with other tensors in place of weights, as MAML's fast weights and hypernetworks do;
   * derivatives reach those tensors.
   *
   * @param values tensors by weight path; weights that are not named keep their value
   */
  public final <R> R withWeights(Map<String, Tensor> values, Supplier<R> action) {
    List<WeightSlot> slots = values.keySet().stream().map(this::slot).toList();
    int i = 0;
    for (Tensor value : values.values()) {
      slots.get(i++).substitute(value);
    }
    try {
      return action.get();
    } finally {
      slots.forEach(slot -> slot.substitute(null));
    }
  }

  /** The parameters by name in order; one that is shared appears under its first name. */
  public final Map<String, Parameter> namedParameters() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    Set<Parameter> seen = new LinkedHashSet<>();
    visit(
        "",
        (prefix, module) ->
            module.weights.forEach(
                (name, slot) ->
                    slot.weight()
                        .parameters()
                        .forEach(
                            (part, parameter) -> {
                              if (seen.add(parameter)) {
                                all.put(join(prefix + name, part), parameter);
                              }
                            })));
    return all;
  }

  /** The parameters in order, each once. */
  public final Collection<Parameter> parameters() {
    return namedParameters().values();
  }

  /** The number of trained elements; a complex one counts once. */
  public final long parameterCount() {
    return parameters().stream().mapToLong(p -> p.value().numel()).sum();
  }

  /** Parameters and buffers by name, the live tensors. */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    visitState(
        (name, parameter) -> state.put(name, parameter.value()),
        (name, buffer) -> state.put(name, buffer.value()));
    return state;
  }

  /**
   * Copies values into parameters and buffers of the same names.
   *
   * @throws IllegalArgumentException when a name is missing or unknown or a shape differs; nothing
   *     is changed then
   */
  public final void loadStateDict(Map<String, Tensor> state) {
    Map<String, Tensor> own = stateDict();
    List<String> problems = new ArrayList<>();
    own.forEach((name, tensor) -> check(name, tensor, state.get(name), problems));
    state.keySet().stream()
        .filter(name -> !own.containsKey(name))
        .forEach(name -> problems.add("unknown '" + name + "'"));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the state does not fit this module: " + String.join("; ", problems));
    }
    Autograd.noGrad(
        () -> {
          own.forEach((name, tensor) -> tensor.copyFrom(Objects.requireNonNull(state.get(name))));
          return own;
        });
  }

  private static void check(
      String name, Tensor own, @Nullable Tensor given, List<String> problems) {
    if (given == null) {
      problems.add("missing '" + name + "'");
    } else if (!Arrays.equals(own.shape(), given.shape())) {
      problems.add(
          "'"
              + name
              + "' has shape "
              + Arrays.toString(given.shape())
              + ", expected "
              + Arrays.toString(own.shape()));
    }
  }

  /** Forgets all accumulated derivatives. */
  public final void zeroGrad() {
    for (WeightSlot slot : weights.values()) {
      slot.weight().parameters().values().forEach(p -> p.value().zeroGrad());
    }
    children.values().forEach(Module::zeroGrad);
  }

  /** Converts every floating-point parameter and buffer. */
  public final Module to(DType dtype) {
    visitState((n, p) -> p.convert(dtype), (n, b) -> b.convert(dtype));
    return this;
  }

  /** Moves every parameter and buffer. */
  public final Module to(Device device) {
    visitState((n, p) -> p.move(device), (n, b) -> b.move(device));
    return this;
  }

  private void visitState(
      BiConsumer<String, Parameter> onParameter, BiConsumer<String, Buffer> onBuffer) {
    visit(
        "",
        (prefix, module) -> {
          module.weights.forEach(
              (name, slot) -> {
                Weight weight = slot.weight();
                weight
                    .parameters()
                    .forEach((part, p) -> onParameter.accept(join(prefix + name, part), p));
                weight
                    .buffers()
                    .forEach((part, b) -> onBuffer.accept(join(prefix + name, part), b));
              });
          module.buffers.forEach((name, buffer) -> onBuffer.accept(prefix + name, buffer));
        });
  }

  private static String join(String name, String part) {
    return part.isEmpty() ? name : name + "." + part;
  }

  private void visit(String prefix, BiConsumer<String, Module> action) {
    action.accept(prefix, this);
    children.forEach((name, child) -> child.visit(prefix + name + ".", action));
  }

  /** Frees every parameter and buffer. */
  @Override
  public void close() {
    visitState((n, p) -> p.close(), (n, b) -> b.close());
  }
}
