package polyad.vision.align;

import polyad.nn.Layer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.vision.EfficientNet;
import polyad.vision.EfficientNetConfig;

/**
 * EfficientNet and the mean over places; no linear layer, so the width is the network's. Weight
 * names of Hugging Face: {@code vision_model.}...
 */
public final class ImageEncoder extends Layer {
  private final EfficientNet network;

  /** With the network's initial values. */
  public ImageEncoder(EfficientNetConfig config, Generator rng) {
    network = addChild("vision_model", new EfficientNet(config, rng));
  }

  /** The map of features: [B, 3, H, W] to [B, D, h, w]. */
  public Tensor features(Tensor pixels) {
    return network.forward(pixels);
  }

  /** Vectors before they are normalised: [B, 3, H, W] to [B, D]. */
  @Override
  public Tensor forward(Tensor pixels) {
    return EfficientNet.pool(features(pixels));
  }

  /** Vectors of length 1, [B, D]. */
  public Tensor encode(Tensor pixels) {
    return AlignLoss.unit(forward(pixels));
  }
}
