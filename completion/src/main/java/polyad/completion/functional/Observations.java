package polyad.completion.functional;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.ConfigChecks;
import polyad.data.Splits;

/**
 * Observations of a tensor with real indexes. Several values at one index tuple are observations of
 * their own, and the order of the rows does not matter.
 *
 * @param t indexes [N][K]
 * @param y values [N]
 */
public record Observations(double[][] t, double[] y) {
  /** Indexes nearer than this share of their range are one. */
  private static final double SAME = 1e-12;

  /** Two parts of the observations. */
  record Split(Observations train, Observations held) {}

  /** Checks the lengths. */
  public Observations {
    if (t.length != y.length) {
      throw new IllegalArgumentException(
          "t, y: %d and %d observations, allowed: equal".formatted(t.length, y.length));
    }
  }

  /** Their number N. */
  public int size() {
    return y.length;
  }

  /** Some of them. */
  Observations select(int[] rows) {
    return new Observations(
        Arrays.stream(rows).mapToObj(n -> t[n]).toArray(double[][]::new),
        Arrays.stream(rows).mapToDouble(n -> y[n]).toArray());
  }

  /** Holds a random share back. */
  Split split(double share, long seed) {
    ConfigChecks.between("share", share, 0, 1);
    int[] order = Splits.permutation(size(), new SplittableRandom(seed));
    int held = (int) Math.round(share * size());
    return new Split(
        select(Arrays.stream(order, held, order.length).sorted().toArray()),
        select(Arrays.stream(order, 0, held).sorted().toArray()));
  }

  /** The indexes of one mode, [N]. */
  double[] column(int mode) {
    return Arrays.stream(t).mapToDouble(row -> row[mode]).toArray();
  }

  /** The distinct indexes of a mode, sorted. */
  double[] distinct(int mode) {
    return distinct(column(mode));
  }

  /** The mean of the values. */
  double mean() {
    return Arrays.stream(y).average().orElse(0);
  }

  /** The standard deviation of the values. */
  double deviation() {
    double mean = mean();
    return Math.sqrt(Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }

  /** The root mean square error of predictions [N]. */
  double rmse(double[] predicted) {
    double sum = 0;
    for (int n = 0; n < y.length; n++) {
      sum += (predicted[n] - y[n]) * (predicted[n] - y[n]);
    }
    return Math.sqrt(sum / y.length);
  }

  /**
   * Checks that a fit can begin.
   *
   * @throws IllegalArgumentException naming the observation or the mode that is wrong
   */
  void require(int modes) {
    if (y.length == 0) {
      throw new IllegalArgumentException("nothing to train on: 0 observations");
    }
    requireFinite(modes);
    for (int k = 0; k < modes; k++) {
      if (distinct(k).length < 2) {
        throw new IllegalArgumentException(
            "mode %d has one distinct index, allowed: 2 or more".formatted(k + 1));
      }
    }
  }

  /** Checks the numbers alone. */
  void requireFinite(int modes) {
    for (int n = 0; n < t.length; n++) {
      if (t[n].length != modes) {
        throw new IllegalArgumentException(
            "observation %d has %d indexes, allowed: %d".formatted(n + 1, t[n].length, modes));
      }
      if (!Double.isFinite(y[n]) || !Arrays.stream(t[n]).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "observation %d is %s at %s, allowed: finite numbers"
                .formatted(n + 1, y[n], Arrays.toString(t[n])));
      }
    }
  }

  /** Sorted, the first of those that are one. */
  static double[] distinct(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().distinct().toArray();
    double tolerance = tolerance(sorted);
    double[] kept = new double[sorted.length];
    int count = 0;
    for (double value : sorted) {
      if (count == 0 || value - kept[count - 1] > tolerance) {
        kept[count++] = value;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** Where a value stands among distinct indexes, or -1. */
  static int find(double[] index, double value) {
    int at = Arrays.binarySearch(index, value);
    if (at >= 0) {
      return at;
    }
    int next = -at - 1;
    double tolerance = tolerance(index);
    return IntStream.of(next - 1, next)
        .filter(i -> i >= 0 && i < index.length && Math.abs(index[i] - value) <= tolerance)
        .findFirst()
        .orElse(-1);
  }

  private static double tolerance(double[] sorted) {
    return sorted.length == 0 ? 0 : SAME * (sorted[sorted.length - 1] - sorted[0]);
  }
}
