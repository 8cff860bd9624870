package polyad.nn;

import org.jspecify.annotations.Nullable;
import polyad.tensor.Tensor;

/** The place of one weight in a layer: the weight can be exchanged, or its value substituted. */
public final class WeightSlot {
  private Weight weight;
  private @Nullable Tensor substitute;

  WeightSlot(Weight weight) {
    this.weight = weight;
  }

  /** The value to compute with. */
  public Tensor value() {
    Tensor other = substitute;
    return other == null ? weight.value() : other;
  }

  Weight weight() {
    return weight;
  }

  void setWeight(Weight other) {
    weight = other;
  }

  void substitute(@Nullable Tensor value) {
    substitute = value;
  }
}
