package polyad.embedding.matryoshka;

import java.util.Arrays;
import polyad.embedding.Nesting;

/**
 * Adaptive classification (MRL-AC): go up from the smallest size and stop at the first whose
 * largest probability exceeds its threshold, fitted on held-out data (section 4.2.1).
 */
public final class Cascade {
  private final Nesting nesting;
  private final double[] thresholds;

  /**
   * The thresholds that are tried, evenly spaced.
   *
   * @param low first, in [0, 1]
   * @param high last, at least low
   * @param count at least 1
   */
  public record Grid(double low, double high, int count) {
    /** The paper's 100 values from 0.1 to 1. */
    public static final Grid PAPER = new Grid(0.1, 1, 100);

    /** Checks the range. */
    public Grid {
      if (count < 1) {
        throw new IllegalArgumentException(
            "grid count is " + count + ", allowed: 1 or more thresholds");
      }
      if (!(low >= 0 && high >= low)) {
        throw new IllegalArgumentException(
            "grid is " + low + " to " + high + ", allowed: rising from 0 or more");
      }
    }

    double value(int i) {
      return count == 1 ? low : low + i * ((high - low) / (count - 1));
    }
  }

  /**
   * The outcome.
   *
   * @param prediction class of every row
   * @param level where every row stopped, from 0
   * @param expectedDimension Σ m_g · share of rows that stopped at g, the paper's cost
   * @param cumulativeDimension Σ (m₁ + ... + m_g) · share, the cost when heads run one after
   *     another
   */
  public record Result(
      int[] prediction, int[] level, double expectedDimension, double cumulativeDimension) {
    /** The share of right predictions. */
    public double accuracy(int[] labels) {
      int right = 0;
      for (int i = 0; i < labels.length; i++) {
        right += prediction[i] == labels[i] ? 1 : 0;
      }
      return (double) right / labels.length;
    }
  }

  private Cascade(Nesting nesting, double[] thresholds) {
    this.nesting = nesting;
    this.thresholds = thresholds;
  }

  /** With known thresholds, one fewer than sizes. */
  public static Cascade of(Nesting nesting, double... thresholds) {
    if (thresholds.length != nesting.levels() - 1) {
      throw new IllegalArgumentException(
          thresholds.length + " thresholds do not fit " + nesting.levels() + " sizes");
    }
    return new Cascade(nesting, thresholds.clone());
  }

  /**
   * Fits a threshold for every pair of neighbouring sizes: the smallest that gives the best
   * accuracy of "this size if it is confident, else the next".
   *
   * @param probabilities [G][n][C]
   * @param labels [n]
   */
  public static Cascade fit(Nesting nesting, double[][][] probabilities, int[] labels, Grid grid) {
    check(nesting, probabilities);
    double[] thresholds = new double[nesting.levels() - 1];
    for (int g = 0; g < thresholds.length; g++) {
      thresholds[g] = threshold(probabilities[g], probabilities[g + 1], labels, grid);
    }
    return new Cascade(nesting, thresholds);
  }

  private static double threshold(double[][] now, double[][] next, int[] labels, Grid grid) {
    int best = -1;
    double chosen = grid.low();
    for (int i = 0; i < grid.count(); i++) {
      double t = grid.value(i);
      int right = 0;
      for (int row = 0; row < labels.length; row++) {
        int top = argmax(now[row]);
        int predicted = now[row][top] > t ? top : argmax(next[row]);
        right += predicted == labels[row] ? 1 : 0;
      }
      if (right > best) {
        best = right;
        chosen = t;
      }
    }
    return chosen;
  }

  private static void check(Nesting nesting, double[][][] probabilities) {
    if (probabilities.length != nesting.levels()) {
      throw new IllegalArgumentException(
          "probabilities of "
              + probabilities.length
              + " heads, nesting has "
              + nesting.levels()
              + " sizes");
    }
  }

  /** The thresholds, one fewer than sizes. */
  public double[] thresholds() {
    return thresholds.clone();
  }

  /** Classifies rows given the probabilities of all heads, [G][n][C]. */
  public Result predict(double[][][] probabilities) {
    check(nesting, probabilities);
    int n = probabilities[0].length;
    int[] prediction = new int[n];
    int[] level = new int[n];
    double expected = 0;
    double cumulative = 0;
    for (int row = 0; row < n; row++) {
      int g = 0;
      int top = argmax(probabilities[0][row]);
      int cost = nesting.size(0);
      while (g < thresholds.length && probabilities[g][row][top] <= thresholds[g]) {
        g++;
        top = argmax(probabilities[g][row]);
        cost += nesting.size(g);
      }
      prediction[row] = top;
      level[row] = g;
      expected += nesting.size(g);
      cumulative += cost;
    }
    return new Result(prediction, level, expected / n, cumulative / n);
  }

  static int argmax(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public String toString() {
    return "Cascade" + Arrays.toString(thresholds);
  }
}
