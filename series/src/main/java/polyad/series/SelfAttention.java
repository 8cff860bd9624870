package polyad.series;

import org.jspecify.annotations.Nullable;
import polyad.nn.Init;
import polyad.nn.Linear;
import polyad.nn.TokenMixer;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Multi-head self-attention with the names of the forecasting codes: {@code query_projection},
 * {@code key_projection}, {@code value_projection}, {@code out_projection}. Heads have width
 * ⌊D/heads⌋.
 *
 * <p>The enhanced form adds a learned matrix to every head's weights: A = rownorm₁(softmax(QKᵀ/√E)
 * + softplus(W)) with W {@code inner_attention.weight_mat} [1, 1, tokens, tokens] (OLinear, table
 * of mixers).
 */
public final class SelfAttention extends TokenMixer {
  private final long dim;
  private final long heads;
  private final double dropout;
  private final Generator rng;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final @Nullable WeightSlot weightMat;

  private SelfAttention(int tokens, int dim, int heads, double dropout, Generator rng) {
    if (heads < 1 || heads > dim) {
      throw new IllegalArgumentException("nHeads is " + heads + ", allowed: 1 to the width " + dim);
    }
    this.dim = dim;
    this.heads = heads;
    this.dropout = dropout;
    this.rng = rng;
    long inner = dim / heads * (long) heads;
    weightMat =
        tokens == 0
            ? null
            : addParameter("inner_attention.weight_mat", Init.normal(rng, 1, 1, 1, tokens, tokens));
    query = addChild("query_projection", new Linear(dim, inner, rng));
    key = addChild("key_projection", new Linear(dim, inner, rng));
    value = addChild("value_projection", new Linear(dim, inner, rng));
    out = addChild("out_projection", new Linear(inner, dim, rng));
  }

  /**
   * The usual attention, for any number of tokens.
   *
   * @param heads 1 to {@code dim}
   * @param dropout on the attention weights, in training; 0 to 1
   */
  public static SelfAttention vanilla(int dim, int heads, double dropout, Generator rng) {
    return new SelfAttention(0, dim, heads, dropout, rng);
  }

  /** Attention with a learned matrix added, for a fixed number of tokens. */
  public static SelfAttention enhanced(
      int tokens, int dim, int heads, double dropout, Generator rng) {
    if (tokens < 1) {
      throw new IllegalArgumentException("tokens is " + tokens + ", allowed: 1 or more");
    }
    return new SelfAttention(tokens, dim, heads, dropout, rng);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor q = split(query.forward(x)); // [B, H, N, E]
    Tensor k = split(key.forward(x));
    Tensor v = split(value.forward(x));
    boolean plain = weightMat == null && !(isTraining() && dropout > 0);
    Tensor mixed =
        plain
            ? Functional.scaledDotProductAttention(q, k, v, null, false, null)
            : weights(q, k).matmul(v);
    return out.forward(mixed.transpose(1, 2).flatten(2, 3));
  }

  /** The attention weights of tokens [B, N, D], without dropout: [B, H, N, N]. */
  public Tensor matrix(Tensor x) {
    return normalised(split(query.forward(x)), split(key.forward(x)));
  }

  private Tensor weights(Tensor q, Tensor k) {
    Tensor a = normalised(q, k);
    return isTraining() ? Functional.dropout(a, dropout, rng) : a;
  }

  private Tensor normalised(Tensor q, Tensor k) {
    Tensor a = q.mul(1 / Math.sqrt(q.size(-1))).matmul(k.mT()).softmax(-1); // [B, H, N, N]
    return weightMat == null
        ? a
        : Functional.normalize(a.add(Functional.softplus(weightMat.value())), 1.0, 3, 1e-12);
  }

  private Tensor split(Tensor x) {
    return x.unflatten(-1, heads, x.size(-1) / heads).transpose(1, 2);
  }

  @Override
  public long multiplyAdds(long tokens) {
    return Flops.selfAttention(tokens, dim);
  }
}
