package polyad.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** A running average of a module's state: average ← decay·average + (1 − decay)·state. */
public final class ExponentialMovingAverage implements AutoCloseable {
  private final Module module;
  private final double decay;
  private final Map<String, Tensor> average = new LinkedHashMap<>();

  /** Starts at the module's state. */
  public ExponentialMovingAverage(Module module, double decay) {
    this.module = module;
    this.decay = Checks.fraction("decay", decay);
    module.stateDict().forEach((name, t) -> average.put(name, t.detach().copy().retain()));
  }

  /** Takes in the module's state; whole numbers are copied. */
  public void update() {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      module
          .stateDict()
          .forEach(
              (name, now) -> {
                Tensor mean = Objects.requireNonNull(average.get(name));
                if (mean.dtype().isFloatingPoint() || mean.isComplex()) {
                  mean.copyFrom(now.lerp(mean, decay));
                } else {
                  mean.copyFrom(now);
                }
              });
    }
  }

  /** The average by name, the live tensors. */
  public Map<String, Tensor> stateDict() {
    return Map.copyOf(average);
  }

  /** Goes on from another average of the same names and shapes. */
  void restore(Map<String, Tensor> saved) {
    try (var _ = Autograd.noGrad()) {
      average.forEach((name, mean) -> mean.copyFrom(Objects.requireNonNull(saved.get(name), name)));
    }
  }

  @Override
  public void close() {
    average.values().forEach(Tensor::close);
  }
}
