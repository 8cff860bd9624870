package polyad.geometry;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** Functions of scalars, scaled so that E[f(z)²] = 1 for z ~ N(0, 1), with e3nn's own constants. */
public enum ScalarActivation {
  /** x·σ(x). */
  SILU(1.6791767923989418, Parity.NONE),
  /** tanh, odd. */
  TANH(1.5937334472592695, Parity.ODD),
  /** 1/(1+e⁻ˣ). */
  SIGMOID(1.8467055342154763, Parity.NONE),
  /** max(x, 0). */
  RELU(1.4163393446331365, Parity.NONE),
  /** log(1+eˣ). */
  SOFTPLUS(1.0426436590527184, Parity.NONE),
  /** |x|, even. */
  ABS(1.001110600838467, Parity.EVEN),
  /** x·Φ(x). */
  GELU(1.5360642850770576, Parity.NONE);

  private enum Parity {
    EVEN,
    ODD,
    NONE
  }

  private final double constant;
  private final Parity parity;

  ScalarActivation(double constant, Parity parity) {
    this.constant = constant;
    this.parity = parity;
  }

  /** The scaled function. */
  public Tensor apply(Tensor x) {
    Tensor value =
        switch (this) {
          case SILU -> Functional.silu(x);
          case TANH -> x.tanh();
          case SIGMOID -> x.sigmoid();
          case RELU -> x.relu();
          case SOFTPLUS -> Functional.softplus(x);
          case ABS -> x.abs();
          case GELU -> Functional.gelu(x);
        };
    return value.mul(constant);
  }

  /**
   * The parity of f(x).
   *
   * @param parity that of x
   * @throws IllegalArgumentException when x is odd and f neither even nor odd
   */
  public int parity(int parity) {
    if (parity == 1 || this.parity == Parity.EVEN) {
      return 1;
    }
    if (this.parity == Parity.ODD) {
      return -1;
    }
    throw new IllegalArgumentException(
        this + " of an odd scalar has no parity, allowed: TANH or ABS");
  }
}
