package polyad.embedding.words;

/** The logistic function by a table, and what belongs to it. */
final class Sigmoid {
  private static final float REACH = 6;
  private static final int SIZE = 1000;
  private static final float SCALE = SIZE / (2 * REACH);

  /** Values at the middles of the cells. */
  private static final float[] TABLE = table();

  private Sigmoid() {}

  private static float[] table() {
    float[] table = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      table[i] = (float) exact((i + 0.5) / SCALE - REACH);
    }
    return table;
  }

  /** σ(x) to 1.5e-3, beyond ±6 to 2.5e-3. */
  static float of(float x) {
    if (x >= REACH) {
      return 1;
    }
    return x <= -REACH ? 0 : TABLE[(int) ((x + REACH) * SCALE)];
  }

  /** σ(x) = 1/(1 + e^−x). */
  static double exact(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** log(1 + e^x) = −log σ(−x). */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
