package polyad.embedding.optembed;

import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** Masks M_d of the first d of D dimensions. */
final class DimensionMasks {
  private DimensionMasks() {}

  /**
   * The masks of indexes d − 1 in 0..D−1.
   *
   * @param index [...] I64
   * @return [..., D]
   */
  static Tensor of(Tensor index, int latentDim, DType type) {
    return Functional.embedding(Tensor.ones(type, latentDim, latentDim).tril(0), index);
  }

  /** The masks of one number of dimensions a field, each 1..D: [m, D]. */
  static Tensor of(int[] dims, int latentDim, DType type) {
    long[] index = new long[dims.length];
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 1 || dims[i] > latentDim) {
        throw new IllegalArgumentException(
            "dims[%d] is %d, allowed: 1 to %d".formatted(i, dims[i], latentDim));
      }
      index[i] = dims[i] - 1L;
    }
    return of(Tensor.of(index, index.length), latentDim, type);
  }
}
