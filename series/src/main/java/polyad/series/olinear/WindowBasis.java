package polyad.series.olinear;

import java.util.Arrays;
import java.util.List;
import polyad.series.OrthoTrans;
import polyad.tensor.Tensor;

/**
 * A change of basis as two matrices, F64: coefficients of a window are z = x·forwardᵀ, values are y
 * = z·inverse. They act on the last dimension; with a leading dimension N there is one pair a
 * variate.
 *
 * @param forward [C, T] or [N, C, T]
 * @param inverse [C, L] or [N, C, L]; L is τ for OrthoTrans and T for the others
 */
public record WindowBasis(Tensor forward, Tensor inverse) {
  /** OrthoTrans for the window and for the forecast. */
  public static WindowBasis ortho(OrthoTrans in, OrthoTrans out) {
    return new WindowBasis(in.matrix(), out.matrix());
  }

  /** OrthoTrans of each variate; both lists have N entries. */
  public static WindowBasis ortho(List<OrthoTrans> in, List<OrthoTrans> out) {
    return new WindowBasis(stacked(in), stacked(out));
  }

  private static Tensor stacked(List<OrthoTrans> bases) {
    return Tensor.stack(0, bases.stream().map(OrthoTrans::matrix).toList());
  }

  /**
   * One of the fixed bases of the ablation, for windows of T steps.
   *
   * @throws IllegalArgumentException for {@link OLinearConfig.Basis#ORTHO}, which must be fitted
   */
  public static WindowBasis fixed(OLinearConfig.Basis basis, int length) {
    return switch (basis) {
      case ORTHO -> throw new IllegalArgumentException("basis ortho is fitted, not fixed");
      case FFT -> fourier(length);
      case HAAR -> haar(length);
      case CHEBY -> chebyshev(length);
      case LEGENDRE -> legendre(length);
      case LAGUERRE -> laguerre(length);
    };
  }

  /** Orthonormal real Fourier transform: real parts of the ⌊T/2⌋ + 1 bins, then imaginary ones. */
  private static WindowBasis fourier(int length) {
    int bins = length / 2 + 1;
    double[][] forward = new double[2 * bins][length];
    double[][] inverse = new double[2 * bins][length];
    double scale = 1 / Math.sqrt(length);
    for (int k = 0; k < bins; k++) {
      double weight = k == 0 || 2 * k == length ? scale : 2 * scale;
      for (int t = 0; t < length; t++) {
        double angle = 2 * Math.PI * ((long) k * t % length) / length;
        forward[k][t] = scale * Math.cos(angle);
        inverse[k][t] = weight * Math.cos(angle);
        // The imaginary parts of the first bin and of Nyquist's do not reach a real series.
        boolean real = k == 0 || 2 * k == length;
        forward[bins + k][t] = real ? 0 : -scale * Math.sin(angle);
        inverse[bins + k][t] = real ? 0 : -weight * Math.sin(angle);
      }
    }
    return of(forward, inverse);
  }

  /** Sums, then differences, of neighbours over √2. */
  private static WindowBasis haar(int length) {
    double[][] matrix = new double[length][length];
    double s = Math.sqrt(0.5);
    for (int i = 0; i < length / 2; i++) {
      matrix[i][2 * i] = s;
      matrix[i][2 * i + 1] = s;
      matrix[length / 2 + i][2 * i] = s;
      matrix[length / 2 + i][2 * i + 1] = -s;
    }
    return of(matrix, matrix);
  }

  private static WindowBasis chebyshev(int length) {
    double[] t = linspace(-1, 1, length);
    double[][] p = recurrence(t, (n, x) -> n == 0 ? x : 2 * x, (n, x) -> 1);
    double[][] forward = new double[length][];
    double[][] inverse = new double[length][];
    for (int i = 0; i < length; i++) {
      double weight = i == 0 ? Math.PI / 2 : Math.PI;
      forward[i] = scaled(p[i], 1 / (length * weight));
      inverse[i] = scaled(p[i], weight);
    }
    return of(forward, inverse);
  }

  private static WindowBasis legendre(int length) {
    double[] t = linspace(-1, 1, length);
    double[][] p =
        recurrence(t, (n, x) -> (2.0 * n + 1) * x / (n + 1), (n, x) -> (double) n / (n + 1));
    double[][] forward = new double[length][];
    for (int i = 0; i < length; i++) {
      forward[i] = scaled(p[i], (2.0 * i + 1) / length);
    }
    return of(forward, p);
  }

  private static WindowBasis laguerre(int length) {
    double[] t = linspace(0, 5, length);
    double[][] p =
        recurrence(t, (n, x) -> (2.0 * n + 1 - x) / (n + 1), (n, x) -> (double) n / (n + 1));
    double[][] forward = new double[length][length];
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < length; j++) {
        forward[i][j] = p[i][j] * Math.exp(-t[j]) / length;
      }
    }
    return of(forward, p);
  }

  /** A coefficient of a three-term recurrence at degree n and point x. */
  @FunctionalInterface
  private interface Coefficient {
    double at(int n, double x);
  }

  /** p₀ = 1, p₁ = a(0, x), pₙ₊₁ = a(n, x)·pₙ − b(n, x)·pₙ₋₁, one row a degree below T. */
  private static double[][] recurrence(double[] points, Coefficient a, Coefficient b) {
    int length = points.length;
    double[][] p = new double[length][length];
    for (int j = 0; j < length; j++) {
      double before = 0;
      double value = 1;
      for (int n = 0; n < length; n++) {
        p[n][j] = value;
        double next = a.at(n, points[j]) * value - (n == 0 ? 0 : b.at(n, points[j]) * before);
        before = value;
        value = next;
      }
    }
    return p;
  }

  private static double[] linspace(double from, double to, int count) {
    double[] points = new double[count];
    Arrays.setAll(points, i -> count == 1 ? from : from + (to - from) * i / (count - 1));
    return points;
  }

  private static double[] scaled(double[] row, double factor) {
    return Arrays.stream(row).map(v -> v * factor).toArray();
  }

  private static WindowBasis of(double[][] forward, double[][] inverse) {
    return new WindowBasis(Tensor.of(forward), Tensor.of(inverse));
  }
}
