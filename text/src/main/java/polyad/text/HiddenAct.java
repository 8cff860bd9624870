package polyad.text;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** The activation inside a feed-forward part, by its names in {@code config.json}. */
public enum HiddenAct {
  /** x·Φ(x), with the error function. */
  GELU("gelu"),
  /** GELU by tanh. */
  GELU_TANH("gelu_new"),
  /** max(x, 0). */
  RELU("relu"),
  /** x·sigmoid(x). */
  SILU("silu"),
  /** x·sigmoid(1.702·x), CLIP's. */
  QUICK_GELU("quick_gelu");

  private final String label;

  HiddenAct(String label) {
    this.label = label;
  }

  /** The name that is written. */
  public String label() {
    return label;
  }

  /**
   * The activation of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static HiddenAct of(String name) {
    return switch (name) {
      case "gelu" -> GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> GELU_TANH;
      case "relu" -> RELU;
      case "silu", "swish" -> SILU;
      case "quick_gelu" -> QUICK_GELU;
      default ->
          throw new IllegalArgumentException(
              "hidden_act is '" + name + "', allowed: gelu, gelu_new, relu, silu, quick_gelu");
    };
  }

  /** Its values, element by element. */
  public Tensor apply(Tensor x) {
    return switch (this) {
      case GELU -> Functional.gelu(x);
      case GELU_TANH -> Functional.geluTanh(x);
      case RELU -> x.relu();
      case SILU -> Functional.silu(x);
      case QUICK_GELU -> x.mul(x.mul(1.702).sigmoid());
    };
  }
}
