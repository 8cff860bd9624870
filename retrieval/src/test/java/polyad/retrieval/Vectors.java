package polyad.retrieval;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random vectors whose coordinates shrink, as those of nested embeddings do. */
final class Vectors {
  private Vectors() {}

  static float[] row(int d, RandomGenerator random) {
    float[] row = new float[d];
    for (int j = 0; j < d; j++) {
      row[j] = (float) (random.nextGaussian() / Math.sqrt(1 + j));
    }
    return row;
  }

  static float[][] floats(int n, int d, long seed) {
    var random = new SplittableRandom(seed);
    float[][] rows = new float[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = row(d, random);
    }
    return rows;
  }

  static double[][] doubles(int n, int d, long seed) {
    float[][] floats = floats(n, d, seed);
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = floats[i][j];
      }
    }
    return rows;
  }

  /** Vectors of falling spectrum, 1 / (1 + j), so that short prefixes say most. */
  static float[][] decaying(int n, int d, long seed) {
    float[][] rows = floats(n, d, seed);
    for (float[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] /= (float) Math.sqrt(1 + j);
      }
    }
    return rows;
  }
}
