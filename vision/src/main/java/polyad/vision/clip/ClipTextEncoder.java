package polyad.vision.clip;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.nn.Embedding;
import polyad.nn.LayerNorm;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.Parameter;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * A Transformer that looks backwards, the state of the end token, and a linear layer. Weight names
 * of Hugging Face: {@code text_model.}..., {@code text_projection.weight}.
 */
public final class ClipTextEncoder extends Module {
  private final ClipTextConfig config;
  private final Embedding words;
  private final Embedding positions;
  private final List<ClipLayer> layers = new ArrayList<>();
  private final LayerNorm norm;
  private final Linear projection;

  /**
   * With CLIP's initial values.
   *
   * @param dim width D of the common space
   */
  public ClipTextEncoder(ClipTextConfig config, int dim, Generator rng) {
    this.config = config;
    int w = config.shape().width();
    words =
        addChild(
            "text_model.embeddings.token_embedding",
            new Embedding(new Parameter(Tensor.randn(rng, config.vocabSize(), w).mul(0.02))));
    positions =
        addChild(
            "text_model.embeddings.position_embedding",
            new Embedding(
                new Parameter(Tensor.randn(rng, config.maxPositionEmbeddings(), w).mul(0.01))));
    for (int i = 0; i < config.shape().layers(); i++) {
      layers.add(addChild("text_model.encoder.layers." + i, new ClipLayer(config.shape(), rng)));
    }
    norm = addChild("text_model.final_layer_norm", new LayerNorm(w, config.shape().layerNormEps()));
    projection =
        addChild(
            "text_projection",
            new Linear(new Parameter(Tensor.randn(rng, dim, w).mul(1 / Math.sqrt(w))), null));
  }

  /** The shape. */
  public ClipTextConfig config() {
    return config;
  }

  /**
   * The states of all tokens after the last layer and its norm.
   *
   * @param ids tokens, I64 [B, L]
   * @param mask 1 for tokens and 0 for padding, [B, L]; null when there is no padding
   * @return [B, L, W]
   * @throws IllegalArgumentException when the sequence is too long
   */
  public Tensor hiddenState(Tensor ids, @Nullable Tensor mask) {
    long length = ids.size(1);
    if (length > config.maxPositionEmbeddings()) {
      throw new IllegalArgumentException(
          "a text has %d tokens, allowed: at most %d"
              .formatted(length, config.maxPositionEmbeddings()));
    }
    Tensor x = words.forward(ids).add(positions.forward(Tensor.arange(length))); // [B, L, W]
    Tensor bias = bias(length, mask, x.dtype());
    for (ClipLayer layer : layers) {
      try (TensorScope scope = TensorScope.open()) { // frees what a layer makes on its way
        x = scope.keep(layer.forward(x, bias));
      }
    }
    return norm.forward(x);
  }

  /** 0 where a token may look, the lowest number elsewhere: [L, L] or [B, 1, L, L]. */
  private static Tensor bias(long length, @Nullable Tensor mask, DType dtype) {
    double lowest = dtype == DType.F64 ? -Double.MAX_VALUE : -Float.MAX_VALUE;
    Tensor hidden = Tensor.ones(dtype, length, length).triu(1).gt(0); // [L, L]
    if (mask == null) {
      return Tensor.zeros(dtype, length, length).maskedFill(hidden, lowest);
    }
    Tensor padding = mask.eq(0).unsqueeze(1).unsqueeze(1); // [B, 1, 1, L]
    Tensor all = hidden.logicalOr(padding); // [B, 1, L, L]
    return Tensor.zeros(dtype, all.shape()).maskedFill(all, lowest);
  }

  /** Where each text ends, I64 [B]. */
  private Tensor ends(Tensor ids) {
    return config.eosTokenId() == ClipTextConfig.LEGACY_EOS
        ? ids.argmax(1, false)
        : ids.eq(config.eosTokenId()).to(DType.I64).argmax(1, false);
  }

  /** Vectors before they are normalised: [B, L] to [B, D]; see {@link #hiddenState}. */
  public Tensor forward(Tensor ids, @Nullable Tensor mask) {
    Tensor states = hiddenState(ids, mask);
    Tensor index = ends(ids).view(-1, 1, 1).expand(-1, 1, states.size(2)); // [B, 1, W]
    return projection.forward(states.gather(1, index).squeeze(1));
  }
}
