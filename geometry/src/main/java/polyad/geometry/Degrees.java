package polyad.geometry;

import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.tensor.Tensor;

/**
 * The degrees of a product of functions on the sphere.
 *
 * @param lmax1 the largest degree of the first factor
 * @param lmax2 that of the second
 * @param lmaxOut that of the result, at most their sum
 */
record Degrees(int lmax1, int lmax2, int lmaxOut) {
  Degrees {
    for (int l : new int[] {lmax1, lmax2}) {
      if (l < 0 || l > Irrep.MAX_L) {
        throw new IllegalArgumentException("lmax is " + l + ", allowed: 0 to " + Irrep.MAX_L);
      }
    }
    int most = Math.min(lmax1 + lmax2, Irrep.MAX_L);
    if (lmaxOut < 0 || lmaxOut > most) {
      throw new IllegalArgumentException(
          "lmaxOut is %d, allowed with lmax1 = %d and lmax2 = %d: 0 to %d"
              .formatted(lmaxOut, lmax1, lmax2, most));
    }
  }

  /** Flattens both factors to [N, (lmax+1)²] after a check. */
  Tensor[] flat(Tensor x, Tensor y) {
    Irreps.sphericalHarmonics(lmax1).requireLastDim(x);
    Irreps.sphericalHarmonics(lmax2).requireLastDim(y);
    return new Tensor[] {x.reshape(-1, square(lmax1)), y.reshape(-1, square(lmax2))};
  }

  /** The result with the leading dimensions of x. */
  static Tensor shaped(Tensor flat, Tensor x) {
    long[] shape = x.shape();
    shape[shape.length - 1] = flat.size(-1);
    return flat.reshape(shape);
  }

  static int square(int lmax) {
    return (lmax + 1) * (lmax + 1);
  }
}
