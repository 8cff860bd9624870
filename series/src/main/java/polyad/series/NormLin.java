package polyad.series;

import polyad.nn.Init;
import polyad.nn.Linear;
import polyad.nn.TokenMixer;
import polyad.nn.WeightSlot;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * NormLin (OLinear, section 4.2): tokens are mixed by a learned matrix whose rows are positive and
 * sum to 1, A = rownorm₁(softplus(W)), between a value and an output projection. It needs half the
 * multiply-adds of self-attention of the same width.
 *
 * <p>Names: {@code weight_mat} [1, tokens, tokens], {@code v_proj}, {@code out_proj}.
 */
public final class NormLin extends TokenMixer {
  private final WeightSlot weightMat;
  private final Linear value;
  private final Linear out;
  private final long tokens;
  private final long dim;
  private final double dropout;
  private final Generator rng;

  /** Without dropout. */
  public NormLin(int tokens, int dim, Generator rng) {
    this(tokens, dim, 0, rng);
  }

  /**
   * For a fixed number of tokens.
   *
   * @param dropout on the mixing matrix after its normalisation, in training; 0 to 1
   */
  public NormLin(int tokens, int dim, double dropout, Generator rng) {
    this.tokens = tokens;
    this.dim = dim;
    this.dropout = dropout;
    this.rng = rng;
    weightMat = addParameter("weight_mat", initial(tokens, rng));
    value = addChild("v_proj", new Linear(dim, dim, rng));
    out = addChild("out_proj", new Linear(dim, dim, rng));
  }

  /** W = I + N(0, 1), [1, tokens, tokens]. */
  public static Tensor initial(int tokens, Generator rng) {
    return Init.normal(rng, 1, 1, tokens, tokens).add(Tensor.eye(DType.F32, tokens));
  }

  @Override
  public Tensor forward(Tensor x) {
    requireTokens(x.size(1));
    Tensor v = value.forward(x.transpose(0, 1)); // [tokens, B, D]
    Tensor a = matrix();
    Tensor mixed = mix(isTraining() ? Functional.dropout(a, dropout, rng) : a, v);
    return out.forward(mixed).transpose(0, 1);
  }

  private void requireTokens(long given) {
    if (given != tokens) {
      throw new IllegalArgumentException(
          "tokens: " + given + " where weight_mat is made for " + tokens);
    }
  }

  /** A, [1, tokens, tokens]; rows sum to 1. */
  public Tensor matrix() {
    return MixingDesign.NORM_LIN.matrix(weightMat.value());
  }

  /**
   * Applies a mixing matrix to all samples in one matrix product.
   *
   * @param a [1, tokens, tokens] or [tokens, tokens]
   * @param v [tokens, B, D], tokens first
   */
  public static Tensor mix(Tensor a, Tensor v) {
    long n = v.size(0);
    return a.reshape(n, n).matmul(v.reshape(n, -1)).view(v.shape()); // [tokens, B·D]
  }

  @Override
  public long multiplyAdds(long count) {
    return Flops.normLin(count, dim);
  }
}
