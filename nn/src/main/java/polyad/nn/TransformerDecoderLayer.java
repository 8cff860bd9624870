package polyad.nn;

import org.jspecify.annotations.Nullable;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Causal self-attention, attention over a memory and a feed-forward part, each with a residual and
 * a norm; PyTorch's names {@code self_attn}, {@code multihead_attn}, {@code linear1}, {@code
 * linear2}, {@code norm1} to {@code norm3}.
 */
public final class TransformerDecoderLayer extends Module {
  private final TransformerOptions options;
  private final MultiheadAttention self;
  private final MultiheadAttention cross;
  private final Linear linear1;
  private final Linear linear2;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final LayerNorm norm3;
  private final Dropout dropout;

  /** With PyTorch's default initial values. */
  public TransformerDecoderLayer(TransformerOptions options, Generator rng) {
    this.options = options;
    long d = options.width();
    self =
        addChild("self_attn", new MultiheadAttention(d, options.heads(), options.dropout(), rng));
    cross =
        addChild(
            "multihead_attn", new MultiheadAttention(d, options.heads(), options.dropout(), rng));
    linear1 = addChild("linear1", new Linear(d, options.feedForward(), rng));
    linear2 = addChild("linear2", new Linear(options.feedForward(), d, rng));
    norm1 = addChild("norm1", new LayerNorm(d, options.eps()));
    norm2 = addChild("norm2", new LayerNorm(d, options.eps()));
    norm3 = addChild("norm3", new LayerNorm(d, options.eps()));
    dropout = addChild("dropout", new Dropout(options.dropout(), rng));
  }

  /**
   * Decodes.
   *
   * @param x [B, L, d]
   * @param memory [B, S, d]
   * @param memoryMask of the attention over the memory, or null
   */
  public Tensor forward(Tensor x, Tensor memory, @Nullable Tensor memoryMask) {
    if (options.normFirst()) {
      Tensor h = x.add(dropout.forward(self.forward(norm1.forward(x), null, true)));
      h = h.add(dropout.forward(cross.forward(norm2.forward(h), memory, memoryMask)));
      return h.add(feedForward(norm3.forward(h)));
    }
    Tensor h = norm1.forward(x.add(dropout.forward(self.forward(x, null, true))));
    h = norm2.forward(h.add(dropout.forward(cross.forward(h, memory, memoryMask))));
    return norm3.forward(h.add(feedForward(h)));
  }

  private Tensor feedForward(Tensor x) {
    Tensor inner = dropout.forward(options.activation().apply(linear1.forward(x)));
    return dropout.forward(linear2.forward(inner));
  }
}
