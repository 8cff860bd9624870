package polyad.algebra.o3;

import polyad.tensor.Tensor;

/**
 * Harmonics as 2D Fourier series: f(θ, φ) = Σ_uv F_uv e^{i(uθ+vφ)}, θ = β, φ = α, |u|, |v| ≤ l.
 *
 * <p>Θ_lm(θ), continued to θ in [0, 2π) with the sign of sin θ kept, is a trigonometric polynomial
 * of degree l: real coefficients for even m, imaginary ones for odd m. Both directions are exact.
 * Source: Luo, Chen and Krishnapriyan, Gaunt Tensor Products (ICLR 2024), section 3.
 */
public final class FourierTables {
  private FourierTables() {}

  /** A complex table as two real ones. */
  public record Complex(Tensor re, Tensor im) {}

  /**
   * Coefficients of Θ_lm, integral-normalised: c_u for even m, c_u/i for odd m.
   *
   * @param l the degree
   * @param m the order, 0 to l
   * @return 2l+1 numbers, u = −l..l
   */
  public static double[] theta(int l, int m) {
    int points = 2 * l + 2;
    double[] values = new double[points];
    for (int n = 0; n < points; n++) {
      double angle = 2 * Math.PI * n / points;
      values[n] = Legendre.all(l, Math.cos(angle), Math.sin(angle))[l][m] / Math.sqrt(4 * Math.PI);
    }
    double[] c = new double[2 * l + 1];
    for (int u = -l; u <= l; u++) {
      double sum = 0;
      for (int n = 0; n < points; n++) {
        double angle = 2 * Math.PI * Math.floorMod((long) u * n, points) / points;
        sum += values[n] * (m % 2 == 0 ? Math.cos(angle) : -Math.sin(angle));
      }
      c[u + l] = Math.abs(sum) < 1e-14 * points ? 0 : sum / points;
    }
    return c;
  }

  /**
   * ∫₀^π e^{iuθ} Θ_lm(θ) sin θ dθ, exact.
   *
   * @param reach the largest |u|
   * @return [2·reach+1][2]: real and imaginary parts, u = −reach..reach
   */
  public static double[][] thetaIntegrals(int l, int m, int reach) {
    double[] c = theta(l, m);
    double[][] integrals = new double[2 * reach + 1][2];
    for (int u = -reach; u <= reach; u++) {
      double re = 0;
      double im = 0;
      for (int k = -l; k <= l; k++) {
        // sin θ = (e^{iθ} − e^{−iθ}) / 2i: the coefficient c_k goes to k+1 and k−1.
        double[] up = halfCircle(u + k + 1);
        double[] down = halfCircle(u + k - 1);
        double a = (up[1] - down[1]) / 2; // Re of (up − down)/2i
        double b = -(up[0] - down[0]) / 2;
        double ck = c[k + l];
        re += m % 2 == 0 ? ck * a : -ck * b;
        im += m % 2 == 0 ? ck * b : ck * a;
      }
      integrals[u + reach][0] = Math.abs(re) < 1e-15 ? 0 : re;
      integrals[u + reach][1] = Math.abs(im) < 1e-15 ? 0 : im;
    }
    return integrals;
  }

  /** ∫₀^π e^{ikθ} dθ: π, 2i/k for odd k, 0 otherwise. */
  private static double[] halfCircle(int k) {
    if (k == 0) {
      return new double[] {Math.PI, 0};
    }
    return new double[] {0, k % 2 == 0 ? 0 : 2.0 / k};
  }

  /**
   * Harmonics to Fourier, compact: [lmax+1, m+lmax, u+lmax, 2]; slot 0 is v = m, slot 1 v = −m (all
   * in slot 0 for m = 0).
   *
   * @param condonShortley whether the factor (−1)^m of the published tables is put in
   */
  public static Complex toFourier(int lmax, boolean condonShortley) {
    int width = 2 * lmax + 1;
    double[] re = new double[(lmax + 1) * width * width * 2];
    double[] im = new double[re.length];
    for (int l = 0; l <= lmax; l++) {
      for (int m = -l; m <= l; m++) {
        double[] c = theta(l, Math.abs(m));
        for (int u = -l; u <= l; u++) {
          double value = sign(m, condonShortley) * c[u + l];
          int at = ((l * width + m + lmax) * width + u + lmax) * 2;
          double[] slot0 = m == 0 ? unit(1, 0) : m > 0 ? unit(0.5, 0) : unit(0, 0.5);
          double[] slot1 = m == 0 ? unit(0, 0) : m > 0 ? unit(0.5, 0) : unit(0, -0.5);
          put(re, im, at, slot0, value, m);
          put(re, im, at + 1, slot1, value, m);
        }
      }
    }
    return new Complex(
        Tensor.of(re, lmax + 1L, width, width, 2), Tensor.of(im, lmax + 1L, width, width, 2));
  }

  private static double[] unit(double re, double im) {
    return new double[] {re, im};
  }

  /** factor·value, times i for odd m. */
  private static void put(double[] re, double[] im, int at, double[] factor, double value, int m) {
    if (m % 2 == 0) {
      re[at] = factor[0] * value;
      im[at] = factor[1] * value;
    } else {
      re[at] = -factor[1] * value;
      im[at] = factor[0] * value;
    }
  }

  /**
   * Fourier to harmonics, compact: [lmax+1, m+lmax, u+lmax, 2], the integrals of e^{i(uθ+vφ)} Y_lm
   * over the sphere, θ from 0 to π.
   */
  public static Complex fromFourier(int lmax, boolean condonShortley) {
    int width = 2 * lmax + 1;
    double[] re = new double[(lmax + 1) * width * width * 2];
    double[] im = new double[re.length];
    for (int l = 0; l <= lmax; l++) {
      for (int m = -l; m <= l; m++) {
        double[][] integrals = thetaIntegrals(l, Math.abs(m), lmax);
        for (int u = -lmax; u <= lmax; u++) {
          double a = sign(m, condonShortley) * integrals[u + lmax][0];
          double b = sign(m, condonShortley) * integrals[u + lmax][1];
          int at = ((l * width + m + lmax) * width + u + lmax) * 2;
          if (m == 0) {
            re[at] = 2 * Math.PI * a;
            im[at] = 2 * Math.PI * b;
          } else if (m > 0) {
            re[at] = re[at + 1] = Math.PI * a;
            im[at] = im[at + 1] = Math.PI * b;
          } else {
            re[at] = Math.PI * b; // −iπ(a + ib)
            im[at] = -Math.PI * a;
            re[at + 1] = -Math.PI * b;
            im[at + 1] = Math.PI * a;
          }
        }
      }
    }
    return new Complex(
        Tensor.of(re, lmax + 1L, width, width, 2), Tensor.of(im, lmax + 1L, width, width, 2));
  }

  private static double sign(int m, boolean condonShortley) {
    return condonShortley && m % 2 != 0 ? -1 : 1;
  }
}
