package polyad.nn;

import org.jspecify.annotations.Nullable;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Self-attention and a feed-forward part, each with a residual and a norm; PyTorch's names {@code
 * self_attn}, {@code linear1}, {@code linear2}, {@code norm1}, {@code norm2}.
 */
public final class TransformerEncoderLayer extends Module {
  private final TransformerOptions options;
  private final MultiheadAttention attention;
  private final Linear linear1;
  private final Linear linear2;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final Dropout dropout;

  /** With PyTorch's default initial values. */
  public TransformerEncoderLayer(TransformerOptions options, Generator rng) {
    this.options = options;
    long d = options.width();
    attention =
        addChild("self_attn", new MultiheadAttention(d, options.heads(), options.dropout(), rng));
    linear1 = addChild("linear1", new Linear(d, options.feedForward(), rng));
    linear2 = addChild("linear2", new Linear(options.feedForward(), d, rng));
    norm1 = addChild("norm1", new LayerNorm(d, options.eps()));
    norm2 = addChild("norm2", new LayerNorm(d, options.eps()));
    dropout = addChild("dropout", new Dropout(options.dropout(), rng));
  }

  /** [B, L, d] to [B, L, d]; see {@link MultiheadAttention} for the mask. */
  public Tensor forward(Tensor x, @Nullable Tensor mask, boolean causal) {
    if (options.normFirst()) {
      Tensor h = x.add(dropout.forward(attention.forward(norm1.forward(x), mask, causal)));
      return h.add(feedForward(norm2.forward(h)));
    }
    Tensor h = norm1.forward(x.add(dropout.forward(attention.forward(x, mask, causal))));
    return norm2.forward(h.add(feedForward(h)));
  }

  private Tensor feedForward(Tensor x) {
    Tensor inner = dropout.forward(options.activation().apply(linear1.forward(x)));
    return dropout.forward(linear2.forward(inner));
  }
}
