package polyad.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws from a discrete distribution in constant time, after Walker and Vose's alias tables. */
public final class AliasSampler {
  private final double[] threshold;
  private final int[] alias;

  /**
   * Builds the tables.
   *
   * @param weights 0 or more, not all 0
   */
  public AliasSampler(double[] weights) {
    int n = weights.length;
    double total = 0;
    for (int i = 0; i < n; i++) {
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "weights[" + i + "] is " + weights[i] + ", allowed: 0 or more");
      }
      total += weights[i];
    }
    if (!(total > 0) || Double.isInfinite(total)) {
      throw new IllegalArgumentException("weights have the sum " + total + ", allowed: above 0");
    }
    threshold = new double[n];
    alias = new int[n];
    fill(weights, n / total);
  }

  private void fill(double[] weights, double scale) {
    int n = weights.length;
    int[] order = new int[n]; // entries below 1 from the front, the others from the back
    int low = 0;
    int high = n;
    int heaviest = 0;
    for (int i = 0; i < n; i++) {
      threshold[i] = weights[i] * scale;
      heaviest = weights[i] > weights[heaviest] ? i : heaviest;
      if (threshold[i] < 1) {
        order[low++] = i;
      } else {
        order[--high] = i;
      }
    }
    Arrays.fill(alias, heaviest); // what rounding leaves over falls on a weight above 0
    while (low > 0 && high < n) {
      int small = order[--low];
      int large = order[high];
      alias[small] = large;
      threshold[large] -= 1 - threshold[small];
      if (threshold[large] < 1) {
        high++;
        order[low++] = large;
      }
    }
    for (; high < n; high++) {
      threshold[order[high]] = 1;
    }
  }

  /** An index, with probability proportional to its weight. */
  public int draw(RandomGenerator random) {
    int i = random.nextInt(threshold.length);
    return random.nextDouble() < threshold[i] ? i : alias[i];
  }
}
