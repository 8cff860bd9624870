package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import polyad.tensor.Tensor;

/**
 * P_H: the sum over all indices of vertices that are not red of the product of X[from, to] over the
 * edges of H. Indices may coincide. The P_H of all patterns with d edges are a basis of the
 * equivariant polynomials of degree d from n×n matrices to scalars, [n] or [n, n], once n ≥ 2d +
 * reds.
 *
 * <p>It is computed by sums over one index at a time in the order of {@link #plan}: n^(w+1)
 * multiplications and n^w numbers for width w instead of n^|V|. Derivatives flow to X.
 */
public final class EquivariantPolynomial {
  /** The default limit of a plan's memory, bytes. */
  public static final double MEMORY_LIMIT = 4.0 * (1L << 30);

  private final Multigraph h;
  private final double memoryLimit;

  /** With the default limit of memory. */
  public EquivariantPolynomial(Multigraph h) {
    this(h, MEMORY_LIMIT);
  }

  /**
   * With a limit of memory.
   *
   * @param memoryLimit bytes that a plan may need
   */
  public EquivariantPolynomial(Multigraph h, double memoryLimit) {
    this.h = h;
    this.memoryLimit = memoryLimit;
  }

  /** The pattern. */
  public Multigraph pattern() {
    return h;
  }

  /** How it is computed on n nodes. */
  public ContractionPlan plan(long n) {
    return ContractionPlan.of(h, n);
  }

  /**
   * P_H of one matrix a graph. Rows and columns of zeros that only fill up add nothing, unless a
   * red vertex has no edge.
   *
   * @param x [..., n, n], all of whose numbers are finite
   * @return [...], [..., n] or [..., n, n] for zero, one or two reds
   * @throws IllegalArgumentException when x is not square, holds NaN, lacks channels, or the plan
   *     needs more memory than allowed
   */
  public Tensor apply(Tensor x) {
    if (h.channels() > 1) {
      throw new IllegalArgumentException(
          "x: one channel, expected the %d of %s".formatted(h.channels(), h));
    }
    requireUsable(x);
    Tensor flat = x.reshape(-1, x.size(-2), x.size(-1)); // [B, n, n]
    return batched(planned(c -> flat, flat), x, 2);
  }

  /**
   * P_H where edges read different matrices.
   *
   * @param x [..., C, n, n]
   * @return as {@link #apply}
   * @throws IllegalArgumentException as {@link #apply}
   */
  public Tensor applyChannels(Tensor x) {
    if (x.dim() < 3 || x.size(-3) < h.channels()) {
      throw new IllegalArgumentException(
          "x: %s, expected [..., C, n, n] with the %d channels of %s"
              .formatted(x, h.channels(), h));
    }
    requireUsable(x);
    Tensor[] channels = x.reshape(-1, x.size(-3), x.size(-2), x.size(-1)).unbind(1); // [B, n, n]
    return batched(planned(c -> channels[c], channels[0]), x, 3);
  }

  /** The same as {@link #apply} by one sum of n^|V| products, to compare with. */
  Tensor applyNaively(Tensor x) {
    requireUsable(x);
    Tensor flat = x.reshape(-1, x.size(-2), x.size(-1));
    List<Integer> all = new ArrayList<>(h.distinctReds());
    ContractionPlan.summed(h).forEach(all::add);
    Tensor products = IndexedTensor.product(factors(c -> flat), all, flat);
    int reds = h.distinctReds().size();
    int[] summed = IntStream.range(1 + reds, 1 + all.size()).toArray();
    return batched(output(summed.length == 0 ? products : products.sum(summed)), x, 2);
  }

  private void requireUsable(Tensor x) {
    if (x.dim() < 2 || x.size(-1) != x.size(-2) || x.size(-1) < 1) {
      throw new IllegalArgumentException(
          "x: %s, expected square matrices [..., n, n], n 1 or more".formatted(x));
    }
    if (!x.detach().isFinite().all()) {
      throw new IllegalArgumentException("x holds NaN or infinite numbers, expected finite ones");
    }
    double bytes = plan(x.size(-1)).bytes();
    if (bytes > memoryLimit) {
      throw new IllegalArgumentException(
          "%s on %d nodes needs %.2f GiB, allowed: %.2f GiB"
              .formatted(h, x.size(-1), bytes / (1L << 30), memoryLimit / (1L << 30)));
    }
  }

  private static Tensor batched(Tensor result, Tensor x, int own) {
    long[] shape = x.shape();
    long[] to = new long[shape.length - own + result.dim() - 1];
    System.arraycopy(shape, 0, to, 0, shape.length - own);
    Arrays.fill(to, shape.length - own, to.length, x.size(-1));
    return result.reshape(to);
  }

  private Tensor planned(IntFunction<Tensor> channel, Tensor like) {
    List<IndexedTensor> factors = factors(channel);
    for (int v : plan(like.size(-1)).order()) {
      factors = IndexedTensor.eliminate(v, factors);
    }
    return output(IndexedTensor.product(factors, h.distinctReds(), like));
  }

  private List<IndexedTensor> factors(IntFunction<Tensor> channel) {
    List<IndexedTensor> factors = new ArrayList<>();
    for (Multigraph.Edge e : h.edges()) {
      Tensor matrix = channel.apply(e.channel()); // [B, n, n]
      factors.add(
          e.from() == e.to()
              ? new IndexedTensor(List.of(e.from()), matrix.diagonal(0, 1, 2))
              : new IndexedTensor(List.of(e.from(), e.to()), matrix));
    }
    return factors;
  }

  /** Two reds that are one vertex put the result on the diagonal. */
  private Tensor output(Tensor overReds) {
    return h.reds().size() > h.distinctReds().size() ? overReds.diagEmbed() : overReds;
  }
}
