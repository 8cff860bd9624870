package polyad.series;

import polyad.tensor.Tensor;

/** The fixed code of positions: sin and cos of p·w, w = exp(−2i·ln 10000 / d), interleaved. */
public final class SinCos {
  private SinCos() {}

  /** Of positions 0, 1, ...: [positions, d], F64. */
  public static Tensor positions(int positions, int d) {
    double[] table = new double[positions * d];
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < d; i++) {
        double angle = p * Math.exp(-(i - i % 2) * Math.log(10000) / d);
        table[p * d + i] = i % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
      }
    }
    return Tensor.of(table, positions, d);
  }
}
