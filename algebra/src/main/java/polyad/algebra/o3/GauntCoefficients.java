package polyad.algebra.o3;

import polyad.tensor.Tensor;

/**
 * The real Gaunt coefficient ∫ Y_{l₁m₁} Y_{l₂m₂} Y_{l₃m₃} dΩ of integral-normalised harmonics.
 *
 * <p>G = √((2l₁+1)(2l₂+1)(2l₃+1)/4π) · |3j(l₁ l₂ l₃; 0 0 0)| · {@link Wigner3j}: zero when l₁+l₂+l₃
 * is odd, which is why a product of functions on the sphere knows no cross product (Xie et al.
 * 2025; Luo, Chen and Krishnapriyan 2024, section 3).
 */
public final class GauntCoefficients {
  private GauntCoefficients() {}

  /** The entries, row-major [2l₁+1][2l₂+1][2l₃+1]; degrees as in {@link Wigner3j#of}. */
  public static double[][][] of(int l1, int l2, int l3) {
    double[][][] table = Wigner3j.of(l1, l2, l3);
    double factor = factor(l1, l2, l3);
    for (double[][] plane : table) {
      for (double[] row : plane) {
        for (int k = 0; k < row.length; k++) {
          row[k] = row[k] == 0 ? 0 : row[k] * factor;
        }
      }
    }
    return table;
  }

  /** The tensor [2l₁+1, 2l₂+1, 2l₃+1], F64. */
  public static Tensor tensor(int l1, int l2, int l3) {
    return Tables.tensor(of(l1, l2, l3));
  }

  /** What the 3j tensor of a path is multiplied with; 0 when l₁+l₂+l₃ is odd. */
  public static double factor(int l1, int l2, int l3) {
    if ((l1 + l2 + l3) % 2 != 0) {
      return 0;
    }
    // |3j(000)| = |⟨l1 0 l2 0 | l3 0⟩| / √(2l3+1).
    double zeros = Math.abs(Wigner3j.su2(l1, 0, l2, 0, l3, 0)) / Math.sqrt(2 * l3 + 1);
    return Math.sqrt((2 * l1 + 1) * (2 * l2 + 1) * (2 * l3 + 1) / (4 * Math.PI)) * zeros;
  }
}
