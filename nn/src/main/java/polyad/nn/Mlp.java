package polyad.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * A multilayer perceptron: Linear and activation in turn, ending with Linear; the linear layers
 * have even numbers in the state ({@code 0.weight}, {@code 2.weight}, ...).
 */
public final class Mlp extends Layer {
  private final Sequential layers;

  /**
   * Layers of these widths.
   *
   * @param widths input, hidden ones, output; at least two
   */
  public Mlp(long[] widths, Supplier<? extends Layer> activation, Generator rng) {
    if (widths.length < 2) {
      throw new IllegalArgumentException("widths needs at least 2 numbers, got " + widths.length);
    }
    List<Layer> all = new ArrayList<>();
    for (int i = 0; i + 1 < widths.length; i++) {
      if (i > 0) {
        all.add(activation.get());
      }
      all.add(new Linear(widths[i], widths[i + 1], rng));
    }
    layers = new Sequential(all);
    layers.children().forEach(this::addChild);
  }

  @Override
  public Tensor forward(Tensor x) {
    return layers.forward(x);
  }
}
