package polyad.geometry;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * e3nn's {@code nn.FullyConnectedNet}: h = f(x·W/√in) with a scaled function, none after the last;
 * weights {@code layer{i}.weight} [in, out], N(0, 1).
 */
public final class FullyConnectedNet extends Layer {
  private final List<Dense> layers = new ArrayList<>();
  private final ScalarActivation function;

  private static final class Dense extends Module {
    private final WeightSlot weight;
    private final double scale;

    Dense(int in, int out, Generator rng) {
      weight = addParameter("weight", Init.normal(rng, 1, in, out));
      scale = 1 / Math.sqrt(in);
    }

    Tensor forward(Tensor x) {
      return x.matmul(weight.value().mul(scale));
    }
  }

  /**
   * @param sizes two or more, from the input to the output
   * @throws IllegalArgumentException when a size is below 1
   */
  public FullyConnectedNet(int[] sizes, ScalarActivation function, Generator rng) {
    if (sizes.length < 2) {
      throw new IllegalArgumentException("sizes are " + sizes.length + ", allowed: 2 or more");
    }
    this.function = function;
    for (int i = 0; i + 1 < sizes.length; i++) {
      if (sizes[i] < 1 || sizes[i + 1] < 1) {
        throw new IllegalArgumentException("sizes[" + i + "] is below 1, allowed: 1 or more");
      }
      layers.add(addChild("layer" + i, new Dense(sizes[i], sizes[i + 1], rng)));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor h = x;
    for (int i = 0; i < layers.size(); i++) {
      h = layers.get(i).forward(h);
      if (i + 1 < layers.size()) {
        h = function.apply(h);
      }
    }
    return h;
  }
}
