package polyad.nn;

import java.util.List;
import polyad.tensor.Tensor;

/** Layers one after another, named {@code 0}, {@code 1}, ... */
public final class Sequential extends Layer {
  private final List<Layer> layers;

  /** In this order. */
  public Sequential(Layer... layers) {
    this(List.of(layers));
  }

  /** In this order. */
  public Sequential(List<? extends Layer> layers) {
    this.layers = List.copyOf(layers);
    for (int i = 0; i < layers.size(); i++) {
      addChild(String.valueOf(i), this.layers.get(i));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor h = x;
    for (Layer layer : layers) {
      h = layer.forward(h);
    }
    return h;
  }
}
