package polyad.geometry.tdn;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Wigner3j;
import polyad.tensor.Tensor;

/** All Clebsch–Gordan paths with one weight: the tensor M [d, d, d], d = (L+1)². */
public final class SharedPathTensor {
  private static final int USUAL = 10;

  private SharedPathTensor() {}

  /** A path. */
  record Path(int l1, int l2, int l3) {}

  /** Every path up to L, odd l₁+l₂+l₃ too. */
  static List<Path> paths(int lmax) {
    List<Path> paths = new ArrayList<>();
    for (int l1 = 0; l1 <= lmax; l1++) {
      for (int l2 = 0; l2 <= lmax; l2++) {
        for (int l3 = Math.abs(l1 - l2); l3 <= Math.min(lmax, l1 + l2); l3++) {
          paths.add(new Path(l1, l2, l3));
        }
      }
    }
    return List.copyOf(paths);
  }

  /**
   * The tensor, F64: block (l₁, l₂, l₃) is the 3j tensor, of unit norm; ‖M‖² is the number of
   * paths.
   *
   * @param lmax 0 to 10
   */
  public static Tensor of(int lmax) {
    return of(lmax, false);
  }

  /** The same beyond degree 10 when {@code allowLarge}; it has (L+1)⁶ entries. */
  public static Tensor of(int lmax, boolean allowLarge) {
    if (lmax < 0 || (lmax > USUAL && !allowLarge)) {
      throw new IllegalArgumentException(
          "lmax is " + lmax + ", allowed: 0 to " + USUAL + " (more with allowLarge)");
    }
    int d = (lmax + 1) * (lmax + 1);
    double[] table = new double[d * d * d];
    for (Path p : paths(lmax)) {
      double[][][] block = Wigner3j.of(p.l1(), p.l2(), p.l3());
      for (int i = 0; i < block.length; i++) {
        for (int j = 0; j < block[i].length; j++) {
          int row = ((p.l1() * p.l1() + i) * d + p.l2() * p.l2() + j) * d + p.l3() * p.l3();
          System.arraycopy(block[i][j], 0, table, row, block[i][j].length);
        }
      }
    }
    return Tensor.of(table, d, d, d);
  }
}
