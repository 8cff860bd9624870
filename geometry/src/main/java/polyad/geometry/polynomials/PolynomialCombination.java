package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Tensor;

/**
 * A whole-number combination of polynomials, by pattern. Q_H sums over injective index maps only;
 * P_H is the sum of Q of all ways to identify vertices of H, and Möbius inversion over set
 * partitions turns that around.
 *
 * @param terms coefficients by canonical pattern, none of them 0
 */
public record PolynomialCombination(Map<Multigraph, Long> terms) {
  private static final int MOST_VERTICES = 10; // Bell(10) = 115,975 partitions

  /** Copies the terms. */
  public PolynomialCombination {
    terms = Map.copyOf(terms);
  }

  /** The combination of injective polynomials Q that P_H is. */
  public static PolynomialCombination toInjective(Multigraph h) {
    return overPartitions(h, false);
  }

  /** The combination of plain polynomials P that Q_H is. */
  public static PolynomialCombination toPlain(Multigraph h) {
    return overPartitions(h, true);
  }

  /** Q_H of X [..., n, n]: as {@link EquivariantPolynomial#apply} with indices all different. */
  public static Tensor injective(Multigraph h, Tensor x) {
    return toPlain(h).plain(x);
  }

  /** The value with every pattern H standing for P_H. */
  public Tensor plain(Tensor x) {
    @Nullable Tensor sum = null;
    for (var term : terms.entrySet()) {
      Tensor value = new EquivariantPolynomial(term.getKey()).apply(x).mul(term.getValue());
      sum = sum == null ? value : sum.add(value);
    }
    if (sum == null) {
      throw new IllegalStateException("the finest partition is always a term");
    }
    return sum;
  }

  private static PolynomialCombination overPartitions(Multigraph h, boolean signed) {
    if (h.vertices() > MOST_VERTICES) {
      throw new IllegalArgumentException(
          "%s has %d vertices, allowed: at most %d".formatted(h, h.vertices(), MOST_VERTICES));
    }
    Map<Multigraph, Long> terms = new LinkedHashMap<>();
    partition(h, new int[h.vertices()], 0, new ArrayList<>(), signed, terms);
    terms.values().removeIf(c -> c == 0);
    return new PolynomialCombination(terms);
  }

  private static void partition(
      Multigraph h,
      int[] block,
      int v,
      List<Integer> sizes,
      boolean signed,
      Map<Multigraph, Long> into) {
    if (v == block.length) {
      long coefficient = signed ? mobius(sizes) : 1;
      into.merge(h.mapped(block, sizes.size()).canonical(), coefficient, Long::sum);
      return;
    }
    for (int b = 0; b <= sizes.size(); b++) {
      block[v] = b;
      boolean fresh = b == sizes.size();
      if (fresh) {
        sizes.add(1);
      } else {
        sizes.set(b, sizes.get(b) + 1);
      }
      partition(h, block, v + 1, sizes, signed, into);
      if (fresh) {
        sizes.removeLast();
      } else {
        sizes.set(b, sizes.get(b) - 1);
      }
    }
  }

  /** Π (−1)^(size−1) (size−1)! over the blocks. */
  private static long mobius(List<Integer> sizes) {
    long product = 1;
    for (int size : sizes) {
      for (int k = 1; k < size; k++) {
        product *= -k;
      }
    }
    return product;
  }
}
