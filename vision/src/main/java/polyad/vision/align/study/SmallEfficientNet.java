package polyad.vision.align.study;

import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.text.HiddenAct;
import polyad.vision.EfficientNetConfig;
import polyad.vision.align.ImageEncoder;

/**
 * A small EfficientNet for pictures of 32 x 32 and the linear layer that coyo-align puts behind
 * every image tower but the largest.
 */
final class SmallEfficientNet extends Layer {
  private final ImageEncoder tower;
  private final Linear projection;

  SmallEfficientNet(int channels, int width, Generator rng) {
    EfficientNetConfig config = config(channels);
    tower = addChild("tower", new ImageEncoder(config, rng));
    projection = addChild("projection", new Linear(config.featureWidth(), width, rng));
  }

  private static EfficientNetConfig config(int channels) {
    return new EfficientNetConfig(
        1,
        1,
        8,
        channels,
        new int[] {16, 16, 24, 40},
        new int[] {16, 24, 40, 64},
        new int[] {3, 3, 5, 3},
        new int[] {2, 1, 2, 1},
        new int[] {1, 4, 4, 4},
        new int[] {1, 2, 2, 1},
        0.25,
        1e-3,
        0.01,
        0,
        new int[] {},
        HiddenAct.SILU);
  }

  @Override
  public Tensor forward(Tensor pixels) {
    return projection.forward(tower.forward(pixels)); // [B, D]
  }
}
