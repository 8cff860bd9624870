package polyad.geometry;

import polyad.algebra.Constant;
import polyad.algebra.o3.FourierTables;
import polyad.tensor.Tensor;

/**
 * Harmonics in the 2D Fourier basis, the half v ≥ 0 that determines a real function: F_{−u,−v} is
 * the conjugate of F_{u,v}.
 *
 * <p>Each order |m| has one matrix between degrees and frequencies u; the frequencies are in the
 * order of the transform, 0..L, zeros, −L..−1.
 */
public final class FourierBasis {
  private final int lmax;
  private final int frequencies;
  private final OrderMajor orders;
  private final Constant forward; // [L+1 (|m|), 2(L+1) (cos, sin by l), 2n]: re, im interleaved
  private final Constant backward; // [L+1 (|m|), 2n, 2(L+1)]

  /**
   * @param lmax the largest degree
   * @param frequencies n, the length of the axis u, above twice the largest |u| that occurs
   */
  public FourierBasis(int lmax, int frequencies) {
    if (frequencies < 2 * lmax + 1) {
      throw new IllegalArgumentException(
          "frequencies is %d, allowed with lmax = %d: %d or more"
              .formatted(frequencies, lmax, 2 * lmax + 1));
    }
    this.lmax = lmax;
    this.frequencies = frequencies;
    this.orders = new OrderMajor(lmax);
    this.forward = new Constant(toTable());
    this.backward = new Constant(fromTable());
  }

  private Tensor toTable() {
    int n = frequencies;
    int width = lmax + 1;
    double[] table = new double[width * 2 * width * 2 * n];
    for (int l = 0; l <= lmax; l++) {
      for (int m = 0; m <= l; m++) {
        double[] c = FourierTables.theta(l, m);
        double half = m == 0 ? 1 : 0.5;
        for (int u = -l; u <= l; u++) {
          double value = half * c[u + l];
          int k = Math.floorMod(u, n);
          int cos = (m * 2 * width + l) * 2 * n + 2 * k;
          int sin = (m * 2 * width + width + l) * 2 * n + 2 * k;
          // cos(mφ) gives c/2, sin(mφ) gives −ic/2 at v = m; c is imaginary for odd m.
          if (m % 2 == 0) {
            table[cos] = value;
            table[sin + 1] = m == 0 ? 0 : -value;
          } else {
            table[cos + 1] = value;
            table[sin] = value;
          }
        }
      }
    }
    return Tensor.of(table, width, 2L * width, 2L * n);
  }

  private Tensor fromTable() {
    int n = frequencies;
    int width = lmax + 1;
    int reach = (n - 1) / 2;
    double[] table = new double[width * 2 * n * 2 * width];
    for (int l = 0; l <= lmax; l++) {
      for (int m = 0; m <= l; m++) {
        double[][] integrals = FourierTables.thetaIntegrals(l, m, reach);
        for (int u = -reach; u <= reach; u++) {
          double re = 2 * Math.PI * integrals[u + reach][0];
          double im = 2 * Math.PI * integrals[u + reach][1];
          int k = Math.floorMod(u, n);
          int row = (m * 2 * n + 2 * k) * 2 * width;
          // With S = Σ_u I_u F_{u,m}: the cosine part is 2π Re S, the sine part −2π Im S.
          table[row + l] = re;
          table[row + 2 * width + l] = -im;
          if (m > 0) {
            table[row + width + l] = -im;
            table[row + 2 * width + width + l] = -re;
          }
        }
      }
    }
    return Tensor.of(table, width, 2L * n, 2L * width);
  }

  /** [N, (lmax+1)²] to complex [N, n, lmax+1], v = 0..lmax. */
  public Tensor toFourier(Tensor x) {
    Tensor f = toOrders(x).unflatten(-1, frequencies, 2);
    return f.permute(1, 2, 0, 3).contiguous().viewAsComplex();
  }

  /** [N, (lmax+1)²] to the spectrum by orders, [lmax+1, N, 2n], as of {@link TorusTransform}. */
  public Tensor toOrders(Tensor x) {
    Tensor split = orders.split(x); // [2L+1, N, L+1]
    Tensor cos = split.narrow(0, lmax, lmax + 1L);
    Tensor sin = split.narrow(0, 0, lmax + 1L).flip(0);
    Tensor both = Tensor.cat(-1, cos, sin); // [L+1, N, 2(L+1)]
    return both.bmm(forward.in(x.dtype())); // [v, N, 2n]
  }

  /** Complex [N, n, v], the first lmax+1 of v in use, to [N, (lmax+1)²]. */
  public Tensor fromFourier(Tensor fourier) {
    Tensor half = fourier.narrow(-1, 0, lmax + 1L).viewAsReal(); // [N, n, v, 2]
    return fromOrders(half.permute(2, 0, 1, 3).flatten(-2, -1));
  }

  /** A spectrum by orders, [lmax+1, N, 2n], to [N, (lmax+1)²]. */
  public Tensor fromOrders(Tensor spectrum) {
    Tensor both = spectrum.bmm(backward.in(spectrum.dtype())); // [v, N, 2(L+1)]
    Tensor cos = both.narrow(-1, 0, lmax + 1L);
    Tensor sin = both.narrow(-1, lmax + 1L, lmax + 1L).narrow(0, 1, lmax).flip(0);
    return orders.join(Tensor.cat(0, sin, cos));
  }

  /** The half v = −L..−1 put before the half v = 0..L: complex [N, n, L+1] to [N, n, 2L+1]. */
  public static Tensor whole(Tensor half) {
    long lmax = half.size(-1) - 1;
    if (lmax == 0) {
      return half;
    }
    Tensor negative = half.narrow(-1, 1, lmax).flip(1, 2).roll(1, 1).conj();
    return Tensor.cat(-1, negative, half);
  }
}
