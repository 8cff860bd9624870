package polyad.geometry.polynomials;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyad.tensor.Tensor;

/**
 * Polynomials of an adjacency matrix as channels over pairs of nodes: a pattern without red gives a
 * constant matrix, one with a red a diagonal, one with two a matrix.
 */
public final class PolynomialFeatures {
  private final List<Multigraph> terms;
  private final Normalization normalization;

  /** What is done to the numbers, which grow with the power of the degree. */
  public enum Normalization {
    /** Nothing. */
    NONE,
    /**
     * As released: every pair's channels to norm 1, then every channel to Frobenius norm 1. A
     * single channel becomes a mask of 0 and 1 this way and loses all that it knew.
     */
    RELEASED
  }

  /** Of these patterns. */
  public PolynomialFeatures(List<Multigraph> terms, Normalization normalization) {
    this.terms = List.copyOf(terms);
    this.normalization = normalization;
  }

  /** The patterns, a channel each. */
  public List<Multigraph> terms() {
    return terms;
  }

  /**
   * The features.
   *
   * @param adjacency [..., n, n]
   * @return [..., terms, n, n]
   * @throws IllegalArgumentException as {@link EquivariantPolynomial#apply}
   */
  public Tensor transform(Tensor adjacency) {
    Shared shared = new Shared(adjacency);
    Tensor stacked =
        Tensor.stack(-3, terms.stream().map(h -> pairs(shared.of(h), h, adjacency)).toList());
    return switch (normalization) {
      case NONE -> stacked;
      case RELEASED -> {
        Tensor unit = stacked.div(nonzero(stacked.norm(2, true, -3)));
        yield unit.div(nonzero(unit.norm(2, true, -2, -1)));
      }
    };
  }

  /**
   * Values of patterns with one red.
   *
   * @param adjacency [..., n, n]
   * @return [..., terms, n]
   */
  static Tensor ofNodes(List<Multigraph> terms, Tensor adjacency) {
    Shared shared = new Shared(adjacency);
    return Tensor.stack(-2, terms.stream().map(shared::of).toList());
  }

  private static Tensor nonzero(Tensor norm) {
    return norm.where(norm.gt(0), norm.onesLike());
  }

  private static Tensor pairs(Tensor value, Multigraph h, Tensor adjacency) {
    return switch (h.reds().size()) {
      case 0 -> value.unsqueeze(-1).unsqueeze(-1).expand(adjacency.shape());
      case 1 -> value.diagEmbed();
      default -> value;
    };
  }

  /**
   * Values of patterns that share work: a pattern is the product of the pieces into which its reds
   * cut it, exchanging the reds transposes, and taking a red away sums over its index. So one
   * contraction serves K4's whole family and more.
   */
  private static final class Shared {
    private final Tensor x;
    private final boolean symmetric;
    private final Map<Multigraph, Tensor> known = new HashMap<>();

    Shared(Tensor x) {
      this.x = x;
      this.symmetric = x.detach().eq(x.detach().mT()).all();
    }

    /** Of a symmetric matrix directions of edges do not matter. */
    private Multigraph key(Multigraph h) {
      return symmetric ? MultigraphEnumerator.undirected(h) : h.canonical();
    }

    Tensor of(Multigraph h) {
      Multigraph key = key(h);
      Tensor value = known.get(key);
      if (value == null) {
        value = computed(h);
        known.put(key, value);
      }
      return value;
    }

    private Tensor computed(Multigraph h) {
      List<Integer> reds = h.reds();
      List<Multigraph> pieces = h.pieces();
      if (pieces.size() > 1) {
        return pieces.stream().map(this::of).reduce(Tensor::mul).orElseThrow();
      }
      if (reds.size() == 2) {
        Tensor swapped = known.get(key(h.withReds(reds.reversed())));
        return swapped != null ? swapped.mT() : plain(h);
      }
      return withAnotherRed(h).map(more -> of(more).sum(-1)).orElseGet(() -> plain(h));
    }

    private Tensor plain(Multigraph h) {
      return new EquivariantPolynomial(h).apply(x);
    }

    /** The pattern with a red more where that does not widen the contraction: it may be shared. */
    private Optional<Multigraph> withAnotherRed(Multigraph h) {
      List<Integer> reds = h.reds();
      long n = x.size(-1);
      int width = ContractionPlan.of(h, n).width();
      return ContractionPlan.summed(h)
          .mapToObj(v -> h.withReds(reds.isEmpty() ? List.of(v) : List.of(reds.getFirst(), v)))
          .filter(more -> ContractionPlan.of(more, n).width() == width)
          .max(Comparator.comparingInt(more -> known.containsKey(key(more)) ? 1 : 0));
    }
  }
}
