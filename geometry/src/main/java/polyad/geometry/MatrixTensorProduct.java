package polyad.geometry;

import polyad.algebra.Constant;
import polyad.algebra.o3.Wigner3j;
import polyad.tensor.Tensor;

/**
 * The fused product of e3x: vectors become matrices on the irreps 0..l̃ (or on l̃ alone), which are
 * multiplied.
 *
 * <p>X₁[i,j] = Σ_c C[i,j,c] x_c, X₂ likewise, z_d = Σ C[i,k,d] (X₁X₂)[i,k], with C the 3j blocks of
 * (l̃, l̃, L). It reaches every triple, odd ones too, but knows rotations only: parities are
 * ignored, and the result is written with the parities of the harmonics.
 */
public final class MatrixTensorProduct extends SphereProduct {
  private final Constant first; // [d1, D·D]
  private final Constant second;
  private final Constant result; // [D·D, d3]
  private final int size;

  /** Matrices on all irreps up to ⌈(lmax1+lmax2)/2⌉. */
  public MatrixTensorProduct(int lmax1, int lmax2, int lmaxOut, CgProduct.Scale scale) {
    this(new Degrees(lmax1, lmax2, lmaxOut), 0, (lmax1 + lmax2 + 1) / 2, scale);
  }

  private MatrixTensorProduct(Degrees degrees, int low, int high, CgProduct.Scale scale) {
    super(degrees);
    this.size = Degrees.square(high) - low * low;
    this.first = new Constant(table(low, high, degrees.lmax1(), scale).mT());
    this.second = new Constant(table(low, high, degrees.lmax2(), scale).mT());
    this.result = new Constant(table(low, high, degrees.lmaxOut(), scale));
  }

  /** Matrices on one irrep l̃, at least half of every degree: the smallest, O(L³). */
  public static MatrixTensorProduct single(
      int lmax1, int lmax2, int lmaxOut, CgProduct.Scale scale) {
    int most = Math.max(Math.max(lmax1, lmax2), lmaxOut);
    int l = (most + 1) / 2;
    return new MatrixTensorProduct(new Degrees(lmax1, lmax2, lmaxOut), l, l, scale);
  }

  /** The 3j blocks of all (a, b, c), a and b from low to high, c ≤ lmax: [D·D, (lmax+1)²]. */
  private static Tensor table(int low, int high, int lmax, CgProduct.Scale scale) {
    int side = Degrees.square(high) - low * low;
    int width = Degrees.square(lmax);
    double[] table = new double[side * side * width];
    for (int a = low; a <= high; a++) {
      for (int b = low; b <= high; b++) {
        for (int c = Math.abs(a - b); c <= Math.min(a + b, lmax); c++) {
          double[][][] block = Wigner3j.of(a, b, c);
          double factor = scale.of(a, b, c);
          for (int i = 0; i < block.length; i++) {
            for (int j = 0; j < block[i].length; j++) {
              int row = (a * a - low * low + i) * side + b * b - low * low + j;
              for (int k = 0; k < block[i][j].length; k++) {
                table[row * width + c * c + k] = factor * block[i][j][k];
              }
            }
          }
        }
      }
    }
    return Tensor.of(table, (long) side * side, width);
  }

  @Override
  Tensor product(Tensor x, Tensor y) {
    Tensor a = x.matmul(first.in(x.dtype())).unflatten(-1, size, size); // [N, D, D]
    Tensor b = y.matmul(second.in(x.dtype())).unflatten(-1, size, size);
    return a.bmm(b).flatten(-2, -1).matmul(result.in(x.dtype()));
  }
}
