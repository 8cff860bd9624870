package polyad.series.timesnet;

import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.series.DLinear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** DLinear as a classifier: its map of T to T steps, flattened, and one linear map to classes. */
final class DLinearClassifier extends Module {
  private final DLinear steps;
  private final Linear projection;

  DLinearClassifier(int length, int channels, int classes, Generator rng) {
    steps = addChild("steps", new DLinear(length, length, 25, rng));
    projection = addChild("projection", new Linear((long) length * channels, classes, rng));
  }

  /** [B, T, C] to [B, classes]. */
  Tensor forward(Tensor x) {
    return projection.forward(steps.forward(x).reshape(x.size(0), -1));
  }
}
