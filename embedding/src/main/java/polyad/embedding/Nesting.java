package polyad.embedding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The sizes m₁ &lt; m₂ &lt; ... &lt; m_G = d at which an embedding of d numbers can be cut.
 *
 * @param sizes rising, at least 1, the last is d
 */
public record Nesting(int[] sizes) {
  /** Checks that sizes rise. */
  public Nesting {
    sizes = sizes.clone();
    if (sizes.length == 0) {
      throw new IllegalArgumentException("nesting is empty, allowed: at least one size");
    }
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] < 1 || (i > 0 && sizes[i] <= sizes[i - 1])) {
        throw new IllegalArgumentException(
            "nesting is "
                + Arrays.toString(sizes)
                + ": nesting sizes must rise and end at the dimension");
      }
    }
  }

  /**
   * These sizes, checked to end at a dimension.
   *
   * @throws IllegalArgumentException when the last size is not d
   */
  public static Nesting endingAt(int dimension, int... sizes) {
    Nesting nesting = new Nesting(sizes);
    if (nesting.dimension() != dimension) {
      throw new IllegalArgumentException(
          "nesting is "
              + Arrays.toString(sizes)
              + ": nesting sizes must rise and end at d="
              + dimension);
    }
    return nesting;
  }

  /** Powers of two from max(4, d/32) to d, and d itself. */
  public static Nesting halving(int dimension) {
    int[] sizes =
        IntStream.iterate(Integer.highestOneBit(Math.max(4, dimension / 32)), m -> 2 * m)
            .takeWhile(m -> m < dimension)
            .toArray();
    int[] all = Arrays.copyOf(sizes, sizes.length + 1);
    all[sizes.length] = dimension;
    return new Nesting(all);
  }

  /** A copy. */
  @Override
  public int[] sizes() {
    return sizes.clone();
  }

  /** The number G of sizes. */
  public int levels() {
    return sizes.length;
  }

  /** The size of a level, from 0. */
  public int size(int level) {
    return sizes[level];
  }

  /** The whole dimension d. */
  public int dimension() {
    return sizes[sizes.length - 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nesting that && Arrays.equals(sizes, that.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
