package polyad.embedding.relative.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import polyad.data.generate.CaptionedShapes;
import polyad.nn.Activation;
import polyad.nn.BatchNorm;
import polyad.nn.Conv;
import polyad.nn.ConvTranspose;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.nn.Mlp;
import polyad.nn.Sequential;
import polyad.tensor.Generator;

/** The encoders and heads of images. */
final class Networks {
  private static final int HEAD = 64;
  private static final Conv.Options THREE = Conv.Options.kernel(3, 3).withPadding(1);

  private Networks() {}

  /** Rows of pixels to [n, width] by one hidden layer of 128. */
  static Layer mlp(int width, Supplier<Activation> activation, Generator rng) {
    return new Mlp(new long[] {Images.SIDE * Images.SIDE, 128, width}, activation, rng);
  }

  /** Rows of pixels to [n, width] by two strided convolutions. */
  static Layer cnn(int width, Generator rng) {
    Conv.Options strided = THREE.withStride(2);
    return new Sequential(
        Activation.of(x -> x.reshape(-1, 1, Images.SIDE, Images.SIDE)),
        new Conv(1, 12, strided, rng),
        new BatchNorm(12),
        Activation.relu(),
        new Conv(12, 24, strided, rng), // [n, 24, 7, 7]
        new BatchNorm(24),
        Activation.relu(),
        Activation.of(h -> h.flatten(1, 3)),
        new Linear(24 * 49, width, rng));
  }

  /** Rows of pixels of 3 × 32 × 32 to [n, width] by three strided convolutions. */
  static Layer colourCnn(int width, Generator rng) {
    Conv.Options strided = THREE.withStride(2);
    int side = CaptionedShapes.SIDE;
    return new Sequential(
        Activation.of(x -> x.reshape(-1, 3, side, side)),
        new Conv(3, 16, strided, rng),
        new BatchNorm(16),
        Activation.relu(),
        new Conv(16, 32, strided, rng),
        new BatchNorm(32),
        Activation.relu(),
        new Conv(32, 48, strided, rng), // [n, 48, 4, 4]
        new BatchNorm(48),
        Activation.relu(),
        Activation.of(h -> h.flatten(1, 3)),
        new Linear(48 * 16, width, rng));
  }

  /** From what a model reads to logits. */
  static Layer classifier(int width, int classes, Generator rng) {
    return new Mlp(new long[] {width, HEAD, classes}, Activation::relu, rng);
  }

  /** Sides of the maps after each strided convolution: 28, 14, 7, 4, 2. */
  private static int side(int level) {
    int side = Images.SIDE;
    for (int i = 0; i < level; i++) {
      side = (side + 1) / 2;
    }
    return side;
  }

  /** Width of {@link #convolutions}. */
  static int latent(int[] channels) {
    int side = side(channels.length);
    return channels[channels.length - 1] * side * side;
  }

  /** Rows of pixels to [n, latent]: strided 3 × 3, batch norm and GELU, nothing behind the last. */
  static Layer convolutions(int[] channels, Generator rng) {
    List<Layer> layers = new ArrayList<>();
    layers.add(Activation.of(x -> x.reshape(-1, 1, Images.SIDE, Images.SIDE)));
    int in = 1;
    for (int i = 0; i < channels.length; i++) {
      layers.add(new Conv(in, channels[i], THREE.withStride(2), rng));
      if (i + 1 < channels.length) {
        layers.add(new BatchNorm(channels[i]));
        layers.add(Activation.gelu());
      }
      in = channels[i];
    }
    layers.add(Activation.of(h -> h.flatten(1, 3)));
    return new Sequential(layers);
  }

  /** From what a model reads to rows of pixels, the mirror of {@link #convolutions}. */
  static Layer deconvolutions(int width, int[] channels, Generator rng) {
    int levels = channels.length;
    int last = side(levels);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Linear(width, latent(channels), rng));
    layers.add(Activation.gelu());
    layers.add(Activation.of(h -> h.unflatten(1, channels[levels - 1], last, last)));
    for (int i = levels - 1; i >= 0; i--) {
      int out = i == 0 ? channels[0] : channels[i - 1];
      int padding = side(i) - (2 * side(i + 1) - 1); // 1 for even sides
      layers.add(new ConvTranspose(channels[i], out, THREE.withStride(2), padding, rng));
      layers.add(new BatchNorm(out));
      layers.add(Activation.gelu());
    }
    layers.add(new Conv(channels[0], 1, THREE, rng));
    layers.add(Activation.of(h -> h.sigmoid().flatten(1, 3)));
    return new Sequential(layers);
  }
}
