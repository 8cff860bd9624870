package polyad.vision.clip;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Conv;
import polyad.nn.Embedding;
import polyad.nn.Layer;
import polyad.nn.LayerNorm;
import polyad.nn.Linear;
import polyad.nn.Parameter;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * A vision Transformer and a linear layer. Weight names of Hugging Face: {@code vision_model.}...,
 * {@code visual_projection.weight}.
 */
public final class ClipImageEncoder extends Layer {
  private final ClipVisionConfig config;
  private final WeightSlot classVector;
  private final Conv patches;
  private final Embedding positions;
  private final LayerNorm before;
  private final List<ClipLayer> layers = new ArrayList<>();
  private final LayerNorm after;
  private final Linear projection;

  /**
   * With CLIP's initial values.
   *
   * @param dim width D of the common space
   */
  public ClipImageEncoder(ClipVisionConfig config, int dim, Generator rng) {
    this.config = config;
    int w = config.shape().width();
    int p = config.patchSize();
    double eps = config.shape().layerNormEps();
    double deviation = 1 / Math.sqrt(w);
    classVector =
        addParameter(
            "vision_model.embeddings.class_embedding", Tensor.randn(rng, w).mul(deviation));
    patches =
        addChild(
            "vision_model.embeddings.patch_embedding",
            new Conv(
                config.numChannels(),
                w,
                Conv.Options.kernel(p, p).withStride(p).withoutBias(),
                rng));
    positions =
        addChild(
            "vision_model.embeddings.position_embedding",
            new Embedding(new Parameter(Tensor.randn(rng, config.positions(), w).mul(deviation))));
    // The name is spelled so in every checkpoint.
    before = addChild("vision_model.pre_layrnorm", new LayerNorm(w, eps));
    for (int i = 0; i < config.shape().layers(); i++) {
      layers.add(addChild("vision_model.encoder.layers." + i, new ClipLayer(config.shape(), rng)));
    }
    after = addChild("vision_model.post_layernorm", new LayerNorm(w, eps));
    projection =
        addChild(
            "visual_projection",
            new Linear(new Parameter(Tensor.randn(rng, dim, w).mul(deviation)), null));
  }

  /** The shape. */
  public ClipVisionConfig config() {
    return config;
  }

  /**
   * The states of the class vector and the patches after the last layer.
   *
   * @param pixels [B, channels, S, S]
   * @return [B, (S/P)² + 1, W]
   * @throws IllegalArgumentException when pictures have another size
   */
  public Tensor hiddenState(Tensor pixels) {
    int side = config.imageSize();
    if (pixels.size(2) != side || pixels.size(3) != side) {
      throw new IllegalArgumentException(
          "pictures are %d x %d, allowed: %d x %d"
              .formatted(pixels.size(2), pixels.size(3), side, side));
    }
    Tensor grid = patches.forward(pixels).flatten(2, 3).transpose(1, 2); // [B, (S/P)², W]
    Tensor first = classVector.value().view(1, 1, -1).expand(pixels.size(0), 1, -1);
    Tensor x = Tensor.cat(1, first, grid); // [B, (S/P)² + 1, W]
    x = before.forward(x.add(positions.forward(Tensor.arange(x.size(1)))));
    for (ClipLayer layer : layers) {
      try (TensorScope scope = TensorScope.open()) { // frees what a layer makes on its way
        x = scope.keep(layer.forward(x, null));
      }
    }
    return x;
  }

  /** Vectors before they are normalised: [B, channels, S, S] to [B, D]. */
  @Override
  public Tensor forward(Tensor pixels) {
    return projection.forward(after.forward(hiddenState(pixels).select(1, 0)));
  }
}
