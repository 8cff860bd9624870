package polyad.embedding.bt2;

import java.util.ArrayList;
import java.util.List;
import polyad.catalog.UsageException;
import polyad.data.ImageShape;
import polyad.nn.Conv;
import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.LayerNorm;
import polyad.nn.Linear;
import polyad.nn.TransformerEncoderLayer;
import polyad.nn.TransformerOptions;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** A small vision Transformer over 4 × 4 patches of an image, pooled by the mean. */
final class VisionTransformer extends Layer {
  private static final int GRID = 4;
  private static final int WIDTH = 64;
  private static final int LAYERS = 2;

  private final ImageShape image;
  private final Conv patches;
  private final WeightSlot positions;
  private final List<TransformerEncoderLayer> layers = new ArrayList<>();
  private final LayerNorm norm;
  private final Linear output;

  VisionTransformer(ImageShape image, int outputs, Generator rng) {
    if (image.height() != image.width() || image.height() % GRID != 0) {
      throw new UsageException(
          "network is vit, but images are %d × %d, expected a square whose side is a multiple of %d"
              .formatted(image.height(), image.width(), GRID));
    }
    this.image = image;
    int patch = image.height() / GRID;
    patches =
        addChild(
            "patches",
            new Conv(
                image.channels(), WIDTH, Conv.Options.kernel(patch, patch).withStride(patch), rng));
    positions = addParameter("positions", Init.normal(rng, 0.02, GRID * GRID, WIDTH));
    TransformerOptions options = TransformerOptions.of(WIDTH, 4, 2 * WIDTH, 0).preNorm();
    for (int i = 0; i < LAYERS; i++) {
      layers.add(addChild("layers." + i, new TransformerEncoderLayer(options, rng)));
    }
    norm = addChild("norm", new LayerNorm(WIDTH));
    output = addChild("output", new Linear(WIDTH, outputs, rng));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor pixels = x.reshape(-1, image.channels(), image.height(), image.width());
    Tensor h = patches.forward(pixels).flatten(2, 3).mT().add(positions.value()); // [B, 16, 64]
    for (TransformerEncoderLayer layer : layers) {
      h = layer.forward(h, null, false);
    }
    return output.forward(norm.forward(h).mean(1)); // [B, out]
  }
}
