package polyad.vision.align;

import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.vision.EfficientNetConfig;

/** EfficientNet and a linear layer to the common width, as coyo-align has for all but B7. */
final class ProjectedImageEncoder extends Layer {
  private final ImageEncoder encoder;
  private final Linear projection;

  ProjectedImageEncoder(EfficientNetConfig config, int dim, Generator rng) {
    encoder = addChild("encoder", new ImageEncoder(config, rng));
    projection = addChild("image_projection", new Linear(config.featureWidth(), dim, rng));
  }

  @Override
  public Tensor forward(Tensor pixels) {
    return projection.forward(encoder.forward(pixels)); // [B, D]
  }
}
