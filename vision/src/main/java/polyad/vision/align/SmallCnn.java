package polyad.vision.align;

import polyad.nn.BatchNorm;
import polyad.nn.Conv;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Three convolutions of 16, 32 and 48 channels, each halving the picture, and a linear layer on
 * what is left: a small image tower. Unlike a mean over places, the layer keeps where things are.
 */
public final class SmallCnn extends Layer {
  private static final int[] CHANNELS = {16, 32, 48};

  private final Conv[] convolutions = new Conv[CHANNELS.length];
  private final BatchNorm[] norms = new BatchNorm[CHANNELS.length];
  private final Linear projection;

  /** For square pictures whose side is a multiple of 8. */
  public SmallCnn(int channels, int side, int width, Generator rng) {
    if (side < 8 || side % 8 != 0) {
      throw new IllegalArgumentException("side is " + side + ", allowed: multiples of 8");
    }
    int in = channels;
    for (int i = 0; i < CHANNELS.length; i++) {
      Conv.Options options = Conv.Options.kernel(3, 3).withStride(2).withPadding(1).withoutBias();
      convolutions[i] = addChild("conv." + i, new Conv(in, CHANNELS[i], options, rng));
      norms[i] = addChild("norm." + i, new BatchNorm(CHANNELS[i]));
      in = CHANNELS[i];
    }
    projection =
        addChild("projection", new Linear((long) in * (side / 8) * (side / 8), width, rng));
  }

  @Override
  public Tensor forward(Tensor pixels) {
    Tensor x = pixels; // [B, 3, S, S]
    for (int i = 0; i < convolutions.length; i++) {
      x = norms[i].forward(convolutions[i].forward(x)).relu();
    }
    return projection.forward(x.flatten(1, 3)); // [B, D]
  }
}
