package polyad.data.generate;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import polyad.data.SparseTensor;
import polyad.data.Splits;

/**
 * A three-mode tensor with popular entities: distinct cells whose indexes follow a permuted Zipf
 * law of exponent 1 in each mode, and y = u_i + v_j + w_k + tanh(Σ_r a_ir b_jr + b_jr c_kr) +
 * noise, with normal effects u, v, w and factors a, b, c.
 *
 * @param dims extents of the three modes, at least 1
 * @param rank number of factors R, at least 1
 * @param effect standard deviation of the effects, at least 0
 * @param factor standard deviation of the factors, at least 0
 * @param noise standard deviation of the noise, at least 0
 */
public record ZipfEffects(int[] dims, int rank, double effect, double factor, double noise) {
  /** 400 x 300 x 200, rank 3, effects 0.6, factors 0.8, noise 0.25. */
  public static final ZipfEffects DEFAULT =
      new ZipfEffects(new int[] {400, 300, 200}, 3, 0.6, 0.8, 0.25);

  /** Checks the settings. */
  public ZipfEffects {
    dims = dims.clone();
    if (dims.length != 3 || dims[0] < 1 || dims[1] < 1 || dims[2] < 1) {
      throw new IllegalArgumentException("dims: expected three extents of 1 or more");
    }
    if (rank < 1 || !(effect >= 0) || !(factor >= 0) || !(noise >= 0)) {
      throw new IllegalArgumentException(
          "rank, effect, factor, noise: %d, %s, %s, %s are not in range"
              .formatted(rank, effect, factor, noise));
    }
  }

  /**
   * Draws cells of one world.
   *
   * @param cells number of distinct cells, at most half of all
   */
  public SparseTensor draw(int cells, long seed) {
    if (cells < 1 || 2L * cells > (long) dims[0] * dims[1] * dims[2]) {
      throw new IllegalArgumentException("cells is " + cells + ", allowed: 1 to half of all cells");
    }
    var random = new SplittableRandom(seed);
    int[][] indexes = positions(cells, random.split());
    double[][] effects = new double[3][];
    double[][][] factors = new double[3][][];
    for (int k = 0; k < 3; k++) {
      effects[k] = Draws.normal(1, dims[k], effect, random)[0];
      factors[k] = Draws.normal(dims[k], rank, factor, random);
    }
    double[] values = new double[cells];
    for (int c = 0; c < cells; c++) {
      double y = 0;
      for (int k = 0; k < 3; k++) {
        y += effects[k][indexes[k][c]];
      }
      double[] a = factors[0][indexes[0][c]];
      double[] b = factors[1][indexes[1][c]];
      double[] w = factors[2][indexes[2][c]];
      double inner = 0;
      for (int r = 0; r < rank; r++) {
        inner += a[r] * b[r] + b[r] * w[r];
      }
      values[c] = y + Math.tanh(inner) + noise * random.nextGaussian();
    }
    return SparseTensor.of(dims, indexes, values);
  }

  private int[][] positions(int cells, RandomGenerator random) {
    double[][] cumulated = new double[3][];
    int[][] entity = new int[3][];
    for (int k = 0; k < 3; k++) {
      cumulated[k] = zipf(dims[k]);
      entity[k] = Splits.permutation(dims[k], random);
    }
    int[][] indexes = new int[3][cells];
    Set<Long> seen = new HashSet<>();
    int c = 0;
    while (c < cells) {
      long key = 0;
      for (int k = 0; k < 3; k++) {
        indexes[k][c] = entity[k][Draws.rank(cumulated[k], random)];
        key = key * dims[k] + indexes[k][c];
      }
      if (seen.add(key)) {
        c++;
      }
    }
    return indexes;
  }

  /** Cumulated weights 1/(rank + 1), with sum 1. */
  private static double[] zipf(int n) {
    double[] cumulated = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += 1.0 / (i + 1);
      cumulated[i] = sum;
    }
    for (int i = 0; i < n; i++) {
      cumulated[i] /= sum;
    }
    return cumulated;
  }
}
