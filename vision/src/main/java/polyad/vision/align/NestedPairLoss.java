package polyad.vision.align;

import java.util.Arrays;
import polyad.tensor.Tensor;

/**
 * Σ_m c_m·L_m: a loss of pairs on the first m numbers of both vectors, for several m, so that every
 * prefix is a vector of its own and a funnel search can start with a short one (contrastive
 * Matryoshka Representation Learning).
 */
public final class NestedPairLoss implements PairLoss {
  private final PairLoss inner;
  private final int[] sizes;
  private final double[] importance;

  /** With c_m = 1. */
  public NestedPairLoss(PairLoss inner, int... sizes) {
    this(inner, sizes, ones(sizes.length));
  }

  /**
   * With importances.
   *
   * @param sizes m, rising, at least 1 each; the last is the width of the vectors
   * @param importance c_m, one a size, at least 0
   */
  public NestedPairLoss(PairLoss inner, int[] sizes, double[] importance) {
    boolean rises = sizes.length > 0 && sizes[0] > 0;
    for (int i = 1; i < sizes.length; i++) {
      rises &= sizes[i] > sizes[i - 1];
    }
    if (!rises) {
      throw new IllegalArgumentException(
          "sizes are " + Arrays.toString(sizes) + ", allowed: rising numbers from 1 on");
    }
    boolean positive = Arrays.stream(importance).allMatch(c -> c >= 0);
    if (importance.length != sizes.length || !positive) {
      throw new IllegalArgumentException(
          "importance is %s, allowed: %d numbers, each 0 or more"
              .formatted(Arrays.toString(importance), sizes.length));
    }
    this.inner = inner;
    this.sizes = sizes.clone();
    this.importance = importance.clone();
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  public Tensor of(Tensor images, Tensor texts, Tensor temperature) {
    if (images.size(1) != sizes[sizes.length - 1]) {
      throw new IllegalArgumentException(
          "vectors have %d numbers, allowed: %d, the last of the sizes"
              .formatted(images.size(1), sizes[sizes.length - 1]));
    }
    Tensor[] parts = new Tensor[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      Tensor u = images.narrow(1, 0, sizes[i]); // [N, m]
      Tensor v = texts.narrow(1, 0, sizes[i]); // [N, m]
      parts[i] = inner.of(u, v, temperature).mul(importance[i]);
    }
    return Tensor.stack(0, parts).sum();
  }
}
