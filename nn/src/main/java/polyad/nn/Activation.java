package polyad.nn;

import java.util.function.UnaryOperator;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** An element-wise function as a layer without weights. */
public final class Activation extends Layer {
  private final UnaryOperator<Tensor> function;

  private Activation(UnaryOperator<Tensor> function) {
    this.function = function;
  }

  /** Any function of a tensor. */
  public static Activation of(UnaryOperator<Tensor> function) {
    return new Activation(function);
  }

  /** max(x, 0). */
  public static Activation relu() {
    return of(Tensor::relu);
  }

  /** x·Φ(x). */
  public static Activation gelu() {
    return of(Functional::gelu);
  }

  /** x·sigmoid(x). */
  public static Activation silu() {
    return of(Functional::silu);
  }

  /** tanh x. */
  public static Activation tanh() {
    return of(Tensor::tanh);
  }

  /** x above 0, slope·x below. */
  public static Activation leakyRelu(double slope) {
    return of(x -> Functional.leakyRelu(x, slope));
  }

  @Override
  public Tensor forward(Tensor x) {
    return function.apply(x);
  }
}
