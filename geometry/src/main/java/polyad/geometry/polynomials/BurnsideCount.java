package polyad.geometry.polynomials;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dimension of the equivariant polynomials of a degree, without any enumeration of patterns: by
 * Burnside's lemma the number of orbits of S_n on monomials X_{ij}…X_{kl} with the result's
 * indices, the mean over permutations of what they leave fixed.
 */
public final class BurnsideCount {
  private BurnsideCount() {}

  /**
   * The dimension of the homogeneous equivariant polynomials from n×n matrices.
   *
   * @param n nodes, 1 to 12
   * @param degree 0 or more
   * @param reds indices of the result: 0, 1 or 2
   */
  public static long of(int n, int degree, int reds) {
    if (n < 1 || n > 12 || degree < 0 || reds < 0 || reds > 2) {
      throw new IllegalArgumentException(
          "n, degree, reds are %d, %d, %d, allowed: 1 to 12, 0 or more, 0 to 2"
              .formatted(n, degree, reds));
    }
    List<int[]> types = new ArrayList<>();
    partitions(n, n, new ArrayList<>(), types);
    BigInteger fixed = BigInteger.ZERO;
    for (int[] cycles : types) {
      fixed = fixed.add(permutations(n, cycles).multiply(fixedBy(cycles, degree, reds)));
    }
    return fixed.divide(factorial(n)).longValueExact();
  }

  private static void partitions(int left, int most, List<Integer> parts, List<int[]> into) {
    if (left == 0) {
      into.add(parts.stream().mapToInt(Integer::intValue).toArray());
      return;
    }
    for (int part = Math.min(left, most); part >= 1; part--) {
      parts.add(part);
      partitions(left - part, part, parts, into);
      parts.removeLast();
    }
  }

  /** The number of permutations with these cycles: n! / Π (length · repetitions). */
  private static BigInteger permutations(int n, int[] cycles) {
    BigInteger size = BigInteger.ONE;
    int run = 0;
    for (int i = 0; i < cycles.length; i++) {
      run = i > 0 && cycles[i] == cycles[i - 1] ? run + 1 : 1;
      size = size.multiply(BigInteger.valueOf((long) cycles[i] * run));
    }
    return factorial(n).divide(size);
  }

  private static BigInteger factorial(int n) {
    BigInteger product = BigInteger.ONE;
    for (int i = 2; i <= n; i++) {
      product = product.multiply(BigInteger.valueOf(i));
    }
    return product;
  }

  /** Fixed multisets of pairs, the coefficient of t^degree in Π 1/(1 − t^length), times indices. */
  private static BigInteger fixedBy(int[] cycles, int degree, int reds) {
    BigInteger[] series = new BigInteger[degree + 1];
    Arrays.fill(series, BigInteger.ZERO);
    series[0] = BigInteger.ONE;
    for (int a : cycles) {
      for (int b : cycles) {
        int common = BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue();
        int length = a / common * b;
        for (int repeat = 0; repeat < common; repeat++) {
          for (int d = length; d <= degree; d++) {
            series[d] = series[d].add(series[d - length]);
          }
        }
      }
    }
    long points = Arrays.stream(cycles).filter(c -> c == 1).count();
    return series[degree].multiply(BigInteger.valueOf(points).pow(reds));
  }
}
