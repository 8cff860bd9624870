package polyad.vision.clip;

import org.jspecify.annotations.Nullable;
import polyad.nn.LayerNorm;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.MultiheadAttention;
import polyad.nn.Parameter;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Norm and attention, norm and feed-forward part, each with a residual. */
final class ClipLayer extends Module {
  private final ClipShape shape;
  private final Generator rng;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final LayerNorm norm1;
  private final Linear wider;
  private final Linear narrower;
  private final LayerNorm norm2;

  ClipLayer(ClipShape shape, Generator rng) {
    this.shape = shape;
    this.rng = rng;
    int w = shape.width();
    double into = 1 / Math.sqrt(w); // CLIP's initial deviations
    double back = into / Math.sqrt(2.0 * shape.layers());
    key = addChild("self_attn.k_proj", linear(w, w, into));
    value = addChild("self_attn.v_proj", linear(w, w, into));
    query = addChild("self_attn.q_proj", linear(w, w, into));
    out = addChild("self_attn.out_proj", linear(w, w, back));
    norm1 = addChild("layer_norm1", new LayerNorm(w, shape.layerNormEps()));
    wider = addChild("mlp.fc1", linear(w, shape.feedForward(), into / Math.sqrt(2)));
    narrower = addChild("mlp.fc2", linear(shape.feedForward(), w, back));
    norm2 = addChild("layer_norm2", new LayerNorm(w, shape.layerNormEps()));
  }

  private Linear linear(int in, int to, double deviation) {
    return new Linear(
        new Parameter(Tensor.randn(rng, to, in).mul(deviation)), new Parameter(Tensor.zeros(to)));
  }

  /**
   * One layer.
   *
   * @param x [B, L, W]
   * @param mask additive, broadcast to [B, heads, L, L], or null
   * @return [B, L, W]
   */
  Tensor forward(Tensor x, @Nullable Tensor mask) {
    Tensor n = norm1.forward(x);
    Tensor mixed =
        MultiheadAttention.mix(
            query.forward(n),
            key.forward(n),
            value.forward(n),
            shape.heads(),
            mask,
            false,
            isTraining() ? shape.attentionDropout() : 0,
            rng); // [B, L, W]
    Tensor h = x.add(out.forward(mixed));
    Tensor inner = shape.hiddenAct().apply(wider.forward(norm2.forward(h)));
    return h.add(narrower.forward(inner));
  }
}
