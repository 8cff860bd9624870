package polyad.nn;

import org.jspecify.annotations.Nullable;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Multi-head attention, batch first, with PyTorch's names: {@code in_proj_weight} [3·d, d], {@code
 * in_proj_bias}, {@code out_proj.weight}, {@code out_proj.bias} (Vaswani et al., 2017).
 */
public final class MultiheadAttention extends Module {
  private final long heads;
  private final double dropout;
  private final Generator rng;
  private final WeightSlot inWeight;
  private final WeightSlot inBias;
  private final Linear out;

  /**
   * Of model width d.
   *
   * @param heads divides d
   * @param dropout on the attention weights, in training
   */
  public MultiheadAttention(long d, long heads, double dropout, Generator rng) {
    if (heads < 1 || d % heads != 0) {
      throw new IllegalArgumentException(
          "heads is " + heads + ", allowed: a divisor of the width " + d);
    }
    this.heads = heads;
    this.dropout = Checks.fraction("dropout", dropout);
    this.rng = rng;
    inWeight = addParameter("in_proj_weight", Init.xavierUniform(rng, 3 * d, d));
    inBias = addParameter("in_proj_bias", Tensor.zeros(3 * d));
    out =
        addChild(
            "out_proj",
            new Linear(
                new Parameter(Init.kaimingUniform(rng, d, d)), new Parameter(Tensor.zeros(d))));
  }

  /** Self-attention: [B, L, d] to [B, L, d]. */
  public Tensor forward(Tensor x, @Nullable Tensor mask, boolean causal) {
    Tensor[] qkv = Functional.linear(x, inWeight.value(), inBias.value()).chunk(3, -1);
    return out.forward(attend(qkv[0], qkv[1], qkv[2], mask, causal));
  }

  /**
   * Attention of queries over memory.
   *
   * @param query [B, L, d]
   * @param memory [B, S, d]
   * @param mask null, or BOOL (true takes part) or additive, broadcast to [B, heads, L, S]
   */
  public Tensor forward(Tensor query, Tensor memory, @Nullable Tensor mask) {
    long d = query.size(-1);
    Tensor w = inWeight.value();
    Tensor b = inBias.value();
    Tensor q = Functional.linear(query, w.narrow(0, 0, d), b.narrow(0, 0, d));
    Tensor[] kv =
        Functional.linear(memory, w.narrow(0, d, 2 * d), b.narrow(0, d, 2 * d)).chunk(2, -1);
    return out.forward(attend(q, kv[0], kv[1], mask, false));
  }

  /**
   * Attention of queries over keys with values of their own.
   *
   * @param query [B, L, d]
   * @param key [B, S, d]
   * @param value [B, S, d]
   * @param mask as above
   */
  public Tensor forward(Tensor query, Tensor key, Tensor value, @Nullable Tensor mask) {
    return out.forward(
        attend(projected(query, 0), projected(key, 1), projected(value, 2), mask, false));
  }

  private Tensor projected(Tensor x, int part) {
    long d = x.size(-1);
    return Functional.linear(
        x, inWeight.value().narrow(0, part * d, d), inBias.value().narrow(0, part * d, d));
  }

  private Tensor attend(Tensor q, Tensor k, Tensor v, @Nullable Tensor mask, boolean causal) {
    return mix(q, k, v, heads, mask, causal, isTraining() ? dropout : 0, rng);
  }

  /**
   * What attention does between its projections: for networks whose projections have other names.
   *
   * @param q [B, L, d]
   * @param k [B, S, d]
   * @param v [B, S, d]
   * @param heads divides d
   * @param mask null, or BOOL (true takes part) or additive, broadcast to [B, heads, L, S]
   * @param dropout on the attention weights; 0 in evaluation
   * @return [B, L, d]
   */
  public static Tensor mix(
      Tensor q,
      Tensor k,
      Tensor v,
      long heads,
      @Nullable Tensor mask,
      boolean causal,
      double dropout,
      Generator rng) {
    Tensor queries = split(q, heads); // [B, H, L, d/H]
    Tensor keys = split(k, heads);
    Tensor values = split(v, heads);
    Tensor mixed =
        dropout > 0
            ? weighted(queries, keys, values, mask, causal, dropout, rng)
            : Functional.scaledDotProductAttention(queries, keys, values, mask, causal, null);
    return mixed.transpose(1, 2).flatten(2, 3);
  }

  /** Attention with dropout from the model's own generator, which the fused kernel cannot use. */
  private static Tensor weighted(
      Tensor q,
      Tensor k,
      Tensor v,
      @Nullable Tensor mask,
      boolean causal,
      double dropout,
      Generator rng) {
    Tensor scores = q.matmul(k.mT()).mul(1 / Math.sqrt(q.size(-1))); // [B, H, L, S]
    if (causal) {
      scores =
          scores.maskedFill(scores.detach().onesLike().triu(1).gt(0), Double.NEGATIVE_INFINITY);
    }
    if (mask != null) {
      scores =
          mask.dtype() == DType.BOOL
              ? scores.maskedFill(mask.logicalNot(), Double.NEGATIVE_INFINITY)
              : scores.add(mask);
    }
    return Functional.dropout(scores.softmax(-1), dropout, rng).matmul(v);
  }

  private static Tensor split(Tensor x, long heads) {
    return x.unflatten(-1, heads, x.size(-1) / heads).transpose(1, 2); // [B, H, L, d/H]
  }
}
