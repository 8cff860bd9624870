package polyad.geometry;

import java.util.Arrays;
import polyad.tensor.Tensor;

/**
 * Vectors of harmonics sorted by order: [N, (L+1)²] to and from [2L+1, N, L+1], where the entry (m,
 * l) with l below |m| is zero. Then every order has one matrix of its own.
 */
final class OrderMajor {
  private final int lmax;
  private final Tensor gather; // (m, l) -> place in the vector, the last place being zero
  private final Tensor back; // place in the vector -> (m, l)

  OrderMajor(int lmax) {
    this.lmax = lmax;
    int width = 2 * lmax + 1;
    long[] to = new long[width * (lmax + 1)];
    long[] from = new long[(lmax + 1) * (lmax + 1)];
    Arrays.fill(to, (lmax + 1L) * (lmax + 1));
    for (int l = 0; l <= lmax; l++) {
      for (int m = -l; m <= l; m++) {
        int place = (m + lmax) * (lmax + 1) + l;
        to[place] = (long) l * l + l + m;
        from[l * l + l + m] = place;
      }
    }
    gather = Tensor.of(to, to.length).retain();
    back = Tensor.of(from, from.length).retain();
  }

  /** [N, (L+1)²] to [2L+1, N, L+1]. */
  Tensor split(Tensor x) {
    return x.pad(new long[] {0, 1}, 0)
        .indexSelect(-1, gather)
        .unflatten(-1, 2 * lmax + 1, lmax + 1)
        .permute(1, 0, 2);
  }

  /** [2L+1, N, L+1] to [N, (L+1)²]. */
  Tensor join(Tensor split) {
    return split.permute(1, 0, 2).flatten(1, 2).indexSelect(-1, back);
  }
}
