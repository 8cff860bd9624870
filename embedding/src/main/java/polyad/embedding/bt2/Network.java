package polyad.embedding.bt2;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import polyad.catalog.UsageException;
import polyad.data.ImageShape;
import polyad.nn.Activation;
import polyad.nn.BatchNorm;
import polyad.nn.Conv;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.nn.Sequential;
import polyad.tensor.Generator;

/** The kinds of backbone; each maps rows [B, in] to [B, out], with nothing on top. */
public enum Network {
  /** A convolutional network for images, else a perceptron. */
  AUTO,
  /** A perceptron of two hidden layers. */
  MLP,
  /** A small convolutional network; needs images. */
  CNN,
  /** A small vision Transformer; needs square images whose side is a multiple of 4. */
  VIT,
  /** A perceptron that starts from its input, for vectors that are good already. */
  VECTORS;

  /**
   * Makes a backbone.
   *
   * @param inputs numbers in a row
   * @param image the shape of a row when it is an image
   * @param hidden width of hidden layers
   * @param outputs numbers that come out
   * @throws UsageException when the kind needs images and rows are none
   */
  Layer backbone(int inputs, @Nullable ImageShape image, int hidden, int outputs, Generator rng) {
    return switch (this) {
      case AUTO -> (image == null ? MLP : CNN).backbone(inputs, image, hidden, outputs, rng);
      case MLP -> perceptron(inputs, hidden, outputs, rng);
      case CNN -> convolutions(requireImage(image), outputs, rng);
      case VIT -> new VisionTransformer(requireImage(image), outputs, rng);
      case VECTORS -> new ResidualVectors(inputs, hidden, outputs, rng);
    };
  }

  private ImageShape requireImage(@Nullable ImageShape image) {
    if (image == null) {
      throw new UsageException(
          "network is " + name().toLowerCase(Locale.ROOT) + ", but the rows are not images");
    }
    return image;
  }

  static Layer perceptron(int inputs, int hidden, int outputs, Generator rng) {
    return new Sequential(
        new Linear(inputs, hidden, rng),
        new BatchNorm(hidden),
        Activation.relu(),
        new Linear(hidden, hidden, rng),
        new BatchNorm(hidden),
        Activation.relu(),
        new Linear(hidden, outputs, rng));
  }

  private static Layer convolutions(ImageShape image, int outputs, Generator rng) {
    Conv.Options strided = Conv.Options.kernel(3, 3).withStride(2).withPadding(1);
    int height = (image.height() + 3) / 4;
    int width = (image.width() + 3) / 4;
    return new Sequential(
        Activation.of(x -> x.reshape(-1, image.channels(), image.height(), image.width())),
        new Conv(image.channels(), 32, strided, rng),
        new BatchNorm(32),
        Activation.relu(),
        new Conv(32, 64, strided, rng),
        new BatchNorm(64),
        Activation.relu(),
        Activation.of(h -> h.flatten(1, 3)),
        new Linear(64L * height * width, outputs, rng));
  }
}
