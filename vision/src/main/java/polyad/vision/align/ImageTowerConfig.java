package polyad.vision.align;

import polyad.catalog.ConfigChecks;
import polyad.nn.Layer;
import polyad.tensor.Generator;
import polyad.vision.EfficientNetConfig;
import polyad.vision.ImagePreprocessing;
import polyad.vision.clip.ClipImageEncoder;
import polyad.vision.clip.ClipVisionConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The image towers that {@link Align} can have. */
public sealed interface ImageTowerConfig {
  /** The key of the kind in a model's files. */
  String KIND = "kind";

  /** Three convolutions, a few thousand weights: pictures of a few dozen pixels. */
  static ImageTowerConfig smallCnn(int side) {
    return new Small(side);
  }

  /** EfficientNet for square pictures, a side of 32 or more. */
  static ImageTowerConfig efficientNet(EfficientNetConfig config, int side) {
    return new Efficient(config, side);
  }

  /** CLIP's vision Transformer. */
  static ImageTowerConfig clip(ClipVisionConfig config) {
    return new Clip(config);
  }

  /** An untrained tower: [B, 3, H, W] to [B, dim]. */
  Layer build(int dim, Generator rng);

  /** How pictures are prepared for a tower that is trained from the beginning. */
  ImagePreprocessing preprocessing();

  /**
   * Refuses pictures of a size that the tower does not take.
   *
   * @throws IllegalArgumentException naming both sizes
   */
  void requireSize(int height, int width);

  /** Describes the tower in a model's files. */
  void writeTo(ObjectNode json);

  /**
   * Reads such a description.
   *
   * @throws IllegalArgumentException when it is none
   */
  static ImageTowerConfig of(JsonNode json) {
    String kind = json.path(KIND).asString("");
    return switch (kind) {
      case Small.NAME -> new Small(json.path("side").asInt(0));
      case Efficient.NAME ->
          new Efficient(EfficientNetConfig.of(json), json.path("image_size").asInt(0));
      case Clip.NAME -> new Clip(ClipVisionConfig.of(json));
      default ->
          throw new IllegalArgumentException(
              "image tower is '%s', allowed: %s, %s, %s"
                  .formatted(kind, Small.NAME, Efficient.NAME, Clip.NAME));
    };
  }

  private static void require(int height, int width, int side) {
    if (height != side || width != side) {
      throw new IllegalArgumentException(
          "pictures are prepared as %d x %d, allowed: %d x %d"
              .formatted(height, width, side, side));
    }
  }

  /**
   * Three convolutions and a linear layer.
   *
   * @param side of the pictures, a multiple of 8
   */
  record Small(int side) implements ImageTowerConfig {
    static final String NAME = "small-cnn";

    /** Checks the side. */
    public Small {
      if (side < 8 || side % 8 != 0) {
        throw new IllegalArgumentException("side is " + side + ", allowed: multiples of 8");
      }
    }

    @Override
    public Layer build(int dim, Generator rng) {
      return new SmallCnn(3, side, dim, rng);
    }

    @Override
    public ImagePreprocessing preprocessing() {
      return ImagePreprocessing.square(side);
    }

    @Override
    public void requireSize(int height, int width) {
      require(height, width, side);
    }

    @Override
    public void writeTo(ObjectNode json) {
      json.put(KIND, NAME);
      json.put("side", side);
    }
  }

  /**
   * EfficientNet, and a linear layer where its width is not that of the common space.
   *
   * @param side of the pictures in training from the beginning, 32 or more
   */
  record Efficient(EfficientNetConfig config, int side) implements ImageTowerConfig {
    static final String NAME = "efficientnet";

    /** Checks the side. */
    public Efficient {
      ConfigChecks.atLeast("side", side, 32);
      if (config.numChannels() != 3) {
        throw new IllegalArgumentException(
            "num_channels is " + config.numChannels() + ", allowed: 3");
      }
    }

    @Override
    public Layer build(int dim, Generator rng) {
      return config.featureWidth() == dim
          ? new ImageEncoder(config, rng)
          : new ProjectedImageEncoder(config, dim, rng);
    }

    @Override
    public ImagePreprocessing preprocessing() {
      return ImagePreprocessing.square(side);
    }

    /** Takes every size, since it averages over places. */
    @Override
    public void requireSize(int height, int width) {}

    @Override
    public void writeTo(ObjectNode json) {
      json.put(KIND, NAME);
      config.writeTo(json);
      json.put("image_size", side);
    }
  }

  /** CLIP's vision Transformer. */
  record Clip(ClipVisionConfig config) implements ImageTowerConfig {
    static final String NAME = "clip";

    /** Checks the channels. */
    public Clip {
      if (config.numChannels() != 3) {
        throw new IllegalArgumentException(
            "num_channels is " + config.numChannels() + ", allowed: 3");
      }
    }

    @Override
    public Layer build(int dim, Generator rng) {
      return new ClipImageEncoder(config, dim, rng);
    }

    @Override
    public ImagePreprocessing preprocessing() {
      return ImagePreprocessing.clip(config.imageSize());
    }

    @Override
    public void requireSize(int height, int width) {
      require(height, width, config.imageSize());
    }

    @Override
    public void writeTo(ObjectNode json) {
      json.put(KIND, NAME);
      config.writeTo(json);
    }
  }
}
