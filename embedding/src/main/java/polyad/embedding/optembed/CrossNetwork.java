package polyad.embedding.optembed;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** DCN's cross layers: x ← x₀ (x·w_l) + b_l + x, [B, mD] to [B, mD]. */
final class CrossNetwork extends Layer {
  private final List<Linear> w = new ArrayList<>();
  private final List<WeightSlot> b = new ArrayList<>();

  CrossNetwork(long width, int layers, Generator rng) {
    for (int l = 0; l < layers; l++) {
      w.add(addChild("w." + l, new Linear(width, 1, false, rng)));
      b.add(addParameter("b." + l, Tensor.zeros(width)));
    }
  }

  @Override
  public Tensor forward(Tensor x0) {
    Tensor x = x0;
    for (int l = 0; l < w.size(); l++) {
      x = x0.mul(w.get(l).forward(x)).add(b.get(l).value()).add(x);
    }
    return x;
  }
}
