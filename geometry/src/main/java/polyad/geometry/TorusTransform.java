package polyad.geometry;

import polyad.algebra.Constant;
import polyad.tensor.Fft;
import polyad.tensor.Tensor;

/**
 * The transform between half spectra F_{u,v}, v ≥ 0, of real functions on the torus and their
 * values on a grid of n x n points.
 *
 * <p>A spectrum is handed over by orders v: [V, N, 2n], u in the order of the transform with real
 * and imaginary part beside each other. Short transforms are products with matrices, which for a
 * hundred points and thousands of functions is several times faster than a fast transform of each;
 * long ones are fast Fourier transforms.
 */
public final class TorusTransform {
  /** Up to this length matrices were faster (docs/PERFORMANCE.md). */
  private static final int LONGEST_MATRIX = 64;

  private final int size;
  private final boolean matrices;
  private final Constant synthesisU; // [2n, 2n]
  private final Constant analysisU;
  private final Constant synthesisV; // [2(n/2+1), n]
  private final Constant analysisV;

  /**
   * @param size n, the points an axis, above twice the largest |u| and |v|; even
   */
  public TorusTransform(int size) {
    if (size < 2 || size % 2 != 0) {
      throw new IllegalArgumentException("size is " + size + ", allowed: even numbers from 2 on");
    }
    this.size = size;
    this.matrices = size <= LONGEST_MATRIX;
    int n = matrices ? size : 0;
    double[] into = new double[4 * n * n];
    double[] from = new double[4 * n * n];
    for (int u = 0; u < n; u++) {
      for (int point = 0; point < n; point++) {
        double angle = angle(u, point);
        rotate(into, 2 * u, 2 * point, Math.cos(angle), Math.sin(angle));
        rotate(from, 2 * point, 2 * u, Math.cos(angle) / n, -Math.sin(angle) / n);
      }
    }
    synthesisU = new Constant(Tensor.of(into, 2L * n, 2L * n));
    analysisU = new Constant(Tensor.of(from, 2L * n, 2L * n));
    int orders = n / 2 + 1;
    double[] real = new double[2 * orders * n];
    double[] spectrum = new double[2 * orders * n];
    for (int v = 0; v < orders; v++) {
      double both = v == 0 ? 1 : 2; // v and −v
      for (int point = 0; point < n; point++) {
        double angle = angle(v, point);
        real[2 * v * n + point] = both * Math.cos(angle);
        real[(2 * v + 1) * n + point] = -both * Math.sin(angle);
        spectrum[point * 2 * orders + 2 * v] = Math.cos(angle) / n;
        spectrum[point * 2 * orders + 2 * v + 1] = -Math.sin(angle) / n;
      }
    }
    synthesisV = new Constant(Tensor.of(real, 2L * orders, n));
    analysisV = new Constant(Tensor.of(spectrum, n, 2L * orders));
  }

  /** The angle of a frequency at a point, kept small for the sake of its sine. */
  private double angle(int frequency, int point) {
    return 2 * Math.PI * Math.floorMod((long) frequency * point, (long) size) / size;
  }

  /** The block [[cos, sin], [−sin, cos]] that multiplies by cos + i·sin. */
  private void rotate(double[] table, int row, int column, double cos, double sin) {
    int width = 2 * size;
    table[row * width + column] = cos;
    table[row * width + column + 1] = sin;
    table[(row + 1) * width + column] = -sin;
    table[(row + 1) * width + column + 1] = cos;
  }

  /** A spectrum [V, N, 2n] to values [N, n, n]. */
  public Tensor values(Tensor spectrum) {
    if (!matrices) {
      Tensor half = // [N, n, V]
          spectrum.unflatten(-1, size, 2).permute(1, 2, 0, 3).contiguous().viewAsComplex();
      return Fft.irfftn(half, new long[] {size, size}, new int[] {1, 2}, Fft.Norm.FORWARD);
    }
    long orders = spectrum.size(0);
    Tensor byPoint = spectrum.matmul(synthesisU.in(spectrum.dtype())); // [V, N, 2n]
    Tensor rows = byPoint.unflatten(-1, size, 2).permute(1, 2, 0, 3).flatten(2, 3); // [N, n, 2V]
    return rows.matmul(synthesisV.in(spectrum.dtype()).narrow(0, 0, 2 * orders));
  }

  /** Values [N, n, n] to the first {@code orders} orders of the spectrum, [V, N, 2n]. */
  public Tensor spectrum(Tensor values, int orders) {
    if (!matrices) {
      Tensor half =
          Fft.rfftn(values, new long[] {size, size}, new int[] {1, 2}, Fft.Norm.FORWARD)
              .narrow(-1, 0, orders)
              .viewAsReal(); // [N, n, V, 2]
      return half.permute(2, 0, 1, 3).flatten(2, 3);
    }
    Tensor table = analysisV.in(values.dtype()).narrow(1, 0, 2L * orders);
    Tensor rows = values.matmul(table).unflatten(-1, orders, 2); // [N, n, V, 2]
    Tensor byPoint = rows.permute(2, 0, 1, 3).flatten(2, 3); // [V, N, 2n]
    return byPoint.matmul(analysisU.in(values.dtype()));
  }
}
