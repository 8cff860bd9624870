package polyad.algebra.o3;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import polyad.tensor.Tensor;

/**
 * The real 3j tensor C of (l₁, l₂, l₃): the one tensor, up to a factor, with C·(D¹⊗D²⊗D³) = C.
 *
 * <p>SU(2) Clebsch–Gordan coefficients by the Racah formula in exact integers, carried to the real
 * basis, scaled to unit Frobenius norm. Entries that vanish are exactly zero.
 */
public final class Wigner3j {
  private static final MathContext DIGITS = new MathContext(40);

  private Wigner3j() {}

  /**
   * The entries, row-major [2l₁+1][2l₂+1][2l₃+1].
   *
   * @throws IllegalArgumentException when a degree is outside 0 to {@link Irrep#MAX_L}, or the
   *     three violate |l₁−l₂| ≤ l₃ ≤ l₁+l₂
   */
  public static double[][][] of(int l1, int l2, int l3) {
    for (int l : new int[] {l1, l2, l3}) {
      if (l < 0 || l > Irrep.MAX_L) {
        throw new IllegalArgumentException("l is " + l + ", allowed: 0 to " + Irrep.MAX_L);
      }
    }
    if (l3 < Math.abs(l1 - l2) || l3 > l1 + l2) {
      throw new IllegalArgumentException(
          "l3 is %d, allowed with l1 = %d and l2 = %d: %d to %d"
              .formatted(l3, l1, l2, Math.abs(l1 - l2), l1 + l2));
    }
    double[][][] real = new double[2 * l1 + 1][2 * l2 + 1][2 * l3 + 1];
    for (int m1 = -l1; m1 <= l1; m1++) {
      for (int m2 = Math.max(-l2, -l3 - m1); m2 <= Math.min(l2, l3 - m1); m2++) {
        spread(real, l1, l2, l3, m1, m2, su2(l1, m1, l2, m2, l3, m1 + m2));
      }
    }
    normalize(real);
    return real;
  }

  /** The tensor [2l₁+1, 2l₂+1, 2l₃+1], F64. */
  public static Tensor tensor(int l1, int l2, int l3) {
    return Tables.tensor(of(l1, l2, l3));
  }

  /** Adds one complex coefficient to the real entries that it reaches: |m| on every axis. */
  private static void spread(double[][][] real, int l1, int l2, int l3, int m1, int m2, double cg) {
    int m3 = m1 + m2;
    for (int a : signs(m1)) {
      Complex qa = basis(l1, m1, a);
      for (int b : signs(m2)) {
        Complex qab = qa.times(basis(l2, m2, b));
        for (int c : signs(m3)) {
          Complex q = qab.times(basis(l3, m3, c).conjugate());
          real[l1 + a][l2 + b][l3 + c] += cg * q.re();
        }
      }
    }
  }

  private static int[] signs(int m) {
    return m == 0 ? new int[] {0} : new int[] {-m, m};
  }

  private record Complex(double re, double im) {
    Complex times(Complex o) {
      return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
    }

    Complex conjugate() {
      return new Complex(re, -im);
    }
  }

  /** Q_l[l+m, l+k], k = ±m: from the complex basis to the real one, times (−i)^l. */
  private static Complex basis(int l, int m, int k) {
    double half = Math.sqrt(0.5);
    Complex q;
    if (m == 0) {
      q = new Complex(1, 0);
    } else if (m < 0) {
      q = k > 0 ? new Complex(half, 0) : new Complex(0, -half);
    } else {
      double sign = m % 2 == 0 ? half : -half;
      q = k > 0 ? new Complex(sign, 0) : new Complex(0, sign);
    }
    return switch (l % 4) {
      case 0 -> q;
      case 1 -> new Complex(q.im(), -q.re());
      case 2 -> new Complex(-q.re(), -q.im());
      default -> new Complex(-q.im(), q.re());
    };
  }

  private static void normalize(double[][][] real) {
    double square = 0;
    for (double[][] plane : real) {
      for (double[] row : plane) {
        for (double value : row) {
          square += value * value;
        }
      }
    }
    double scale = 1 / Math.sqrt(square);
    for (double[][] plane : real) {
      for (double[] row : plane) {
        for (int k = 0; k < row.length; k++) {
          row[k] = Math.abs(row[k] * scale) < 1e-14 ? 0 : row[k] * scale;
        }
      }
    }
  }

  /** ⟨l₁m₁ l₂m₂ | l₃m₃⟩ by the Racah formula; the sum is an integer in binomial form. */
  static double su2(int l1, int m1, int l2, int m2, int l3, int m3) {
    int a = l1 + l2 - l3;
    int b = l1 - l2 + l3;
    int c = -l1 + l2 + l3;
    BigInteger sum = BigInteger.ZERO;
    for (int k = Math.max(0, Math.max(l1 - m1 - b, l2 + m2 - c));
        k <= Math.min(a, Math.min(l1 - m1, l2 + m2));
        k++) {
      BigInteger term =
          binomial(a, k).multiply(binomial(b, l1 - m1 - k)).multiply(binomial(c, l2 + m2 - k));
      sum = k % 2 == 0 ? sum.add(term) : sum.subtract(term);
    }
    BigInteger top =
        BigInteger.valueOf(2L * l3 + 1)
            .multiply(factorial(l1 + m1))
            .multiply(factorial(l1 - m1))
            .multiply(factorial(l2 + m2))
            .multiply(factorial(l2 - m2))
            .multiply(factorial(l3 + m3))
            .multiply(factorial(l3 - m3))
            .multiply(sum.multiply(sum));
    BigInteger bottom =
        factorial(l1 + l2 + l3 + 1)
            .multiply(factorial(a))
            .multiply(factorial(b))
            .multiply(factorial(c));
    double square = new BigDecimal(top).divide(new BigDecimal(bottom), DIGITS).doubleValue();
    return sum.signum() * Math.sqrt(square);
  }

  private static BigInteger binomial(int n, int k) {
    return factorial(n).divide(factorial(k).multiply(factorial(n - k)));
  }

  private static BigInteger factorial(int n) {
    return Factorials.TABLE[n];
  }

  /** n! for every n that degrees up to the largest need. */
  private static final class Factorials {
    private static final BigInteger[] TABLE = table(3 * Irrep.MAX_L + 2);

    private static BigInteger[] table(int size) {
      BigInteger[] table = new BigInteger[size];
      table[0] = BigInteger.ONE;
      for (int n = 1; n < size; n++) {
        table[n] = table[n - 1].multiply(BigInteger.valueOf(n));
      }
      return table;
    }
  }
}
