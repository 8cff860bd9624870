package polyad.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The usual ways to divide data. */
public final class Splits {
  private static final int HOURS_PER_MONTH = 30 * 24;

  private Splits() {}

  /** Hourly ETT: 12, 4 and 4 months of 30 days, 8640 / 2880 / 2880 rows; later rows are unused. */
  public static SeriesSplit ettHour(int rows) {
    return byMonths(rows, HOURS_PER_MONTH, 12, 4, 4);
  }

  /** Quarter-hourly ETT: 12, 4 and 4 months of 30 days, 34560 / 11520 / 11520 rows. */
  public static SeriesSplit ettMinute(int rows) {
    return byMonths(rows, 4 * HOURS_PER_MONTH, 12, 4, 4);
  }

  /**
   * Whole months of equal length, from the first row on; rows beyond them are unused.
   *
   * @throws IllegalArgumentException when there are fewer rows than the months need
   */
  public static SeriesSplit byMonths(
      int rows, int rowsPerMonth, int train, int validation, int test) {
    long needed = (long) rowsPerMonth * (train + validation + test);
    if (rowsPerMonth < 1 || train < 1 || validation < 0 || test < 0 || rows < needed) {
      throw new IllegalArgumentException(
          "rows: " + rows + " are fewer than the " + needed + " that the months need");
    }
    return consecutive(train * rowsPerMonth, validation * rowsPerMonth, test * rowsPerMonth);
  }

  /** 70 / 10 / 20 %, the usual division of the other forecasting sets. */
  public static SeriesSplit standard(int rows) {
    return byFraction(rows, 0.7, 0.2);
  }

  /**
   * Training first, test last, both rounded down; validation is what is left between.
   *
   * @param train share of the training rows, in (0, 1]
   * @param test share of the test rows, in [0, 1 - train]
   */
  public static SeriesSplit byFraction(int rows, double train, double test) {
    if (!(train > 0) || !(test >= 0) || train + test > 1 + 1e-12) {
      throw new IllegalArgumentException(
          "train, test: " + train + ", " + test + " are not shares with train > 0 and sum <= 1");
    }
    int trainRows = (int) (rows * train);
    int testRows = (int) (rows * test);
    return consecutive(trainRows, rows - trainRows - testRows, testRows);
  }

  /**
   * Shuffles {@code 0..n-1} and deals the indices out: one array a share, each rounded down, the
   * last share taking what is left.
   *
   * @param shares positive shares whose sum is 1
   */
  public static int[][] shuffled(int n, long seed, double... shares) {
    double sum = Arrays.stream(shares).sum();
    if (n < 0 || Math.abs(sum - 1) > 1e-9 || Arrays.stream(shares).anyMatch(s -> !(s > 0))) {
      throw new IllegalArgumentException(
          "shares: " + Arrays.toString(shares) + " are not positive with sum 1");
    }
    int[] order = permutation(n, new SplittableRandom(seed));
    int[][] parts = new int[shares.length][];
    int from = 0;
    for (int i = 0; i < shares.length; i++) {
      int to = i == shares.length - 1 ? n : from + (int) (n * shares[i]);
      parts[i] = Arrays.copyOfRange(order, from, to);
      from = to;
    }
    return parts;
  }

  /** A uniform permutation of {@code 0..n-1} (Fisher-Yates). */
  public static int[] permutation(int n, RandomGenerator random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static SeriesSplit consecutive(int train, int validation, int test) {
    return new SeriesSplit(
        new RowRange(0, train),
        new RowRange(train, train + validation),
        new RowRange(train + validation, train + validation + test));
  }
}
