package polyad.geometry;

import polyad.algebra.o3.GauntCoefficients;
import polyad.tensor.Tensor;

/** The definition itself: the sum over the Gaunt coefficients that are not zero. */
final class GauntTable implements GauntTensorProduct.Bilinear {
  private final SparseContraction contraction;

  GauntTable(Degrees degrees) {
    SparseContraction.Builder builder = new SparseContraction.Builder();
    for (int l1 = 0; l1 <= degrees.lmax1(); l1++) {
      for (int l2 = 0; l2 <= degrees.lmax2(); l2++) {
        int most = Math.min(l1 + l2, degrees.lmaxOut());
        for (int l3 = Math.abs(l1 - l2); l3 <= most; l3++) {
          if ((l1 + l2 + l3) % 2 == 0) {
            builder.add(GauntCoefficients.of(l1, l2, l3), 1, l1 * l1, l2 * l2, l3 * l3);
          }
        }
      }
    }
    contraction = builder.build(Degrees.square(degrees.lmaxOut()));
  }

  @Override
  public Tensor apply(Tensor x, Tensor y) {
    return contraction.apply(x, y);
  }
}
