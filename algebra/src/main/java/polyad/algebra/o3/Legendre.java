package polyad.algebra.o3;

/**
 * Normalised associated Legendre functions P̄_l^m with ∫ P̄² dcos β/2 = 1 (2 when m = 0 counts
 * double): P̄ times 1, √2-free sin or cos of mα is the component-normalised harmonic.
 */
final class Legendre {
  private Legendre() {}

  /** The factor of y·P̄_{l−1}^m in P̄_l^m, m &lt; l. */
  static double up(int l, int m) {
    return Math.sqrt((4.0 * l * l - 1) / ((double) l * l - (double) m * m));
  }

  /** The factor of r²·P̄_{l−2}^m that is taken off, m &lt; l − 1. */
  static double back(int l, int m) {
    double before = (l - 1.0) * (l - 1.0) - (double) m * m;
    return Math.sqrt((2.0 * l + 1) * before / ((2.0 * l - 3) * ((double) l * l - (double) m * m)));
  }

  /** P̄_m^m / sin^m β. */
  static double sectoral(int m) {
    double value = m == 0 ? 1 : Math.sqrt(3);
    for (int k = 2; k <= m; k++) {
      value *= Math.sqrt((2.0 * k + 1) / (2.0 * k));
    }
    return value;
  }

  /** P̄_l^m(cos β, sin β) for all l ≤ lmax and m ≤ l; sin β keeps its sign. */
  static double[][] all(int lmax, double cos, double sin) {
    double[][] p = new double[lmax + 1][];
    double power = 1;
    for (int l = 0; l <= lmax; l++) {
      p[l] = new double[l + 1];
      for (int m = 0; m < l; m++) {
        p[l][m] = up(l, m) * cos * p[l - 1][m];
        if (m < l - 1) {
          p[l][m] -= back(l, m) * p[l - 2][m];
        }
      }
      p[l][l] = sectoral(l) * power;
      power *= sin;
    }
    return p;
  }
}
