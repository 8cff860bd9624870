package polyad.completion.functional;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Generated observations of a rank-2 tensor over three continuous modes: u^k_r(t) = sin(2π(r + 1 +
 * k/2)t + phase)·exp(−t/2), k and r from 0, indexes rounded to 1/80, noise of deviation 0.05. A
 * tenth of the indexes of every mode never occurs in training.
 */
final class Surface {
  static final double NOISE = 0.05;
  private static final int MODES = 3;
  private static final int RANK = 2;
  private static final int STEPS = 80;
  private static final double ABSENT = 0.1;
  private static final int TRAIN = 2500;
  private static final int TEST = 500;

  private final double[][] phase = new double[MODES][RANK];
  private final double[] core = new double[RANK * RANK * RANK];
  private final boolean[][] absent = new boolean[MODES][STEPS + 1];
  private final SplittableRandom random;

  /**
   * Observations.
   *
   * @param test with noise
   * @param truth the same without
   * @param seen those of the truth all of whose indexes occur in training
   * @param unseen those with an index that does not
   */
  record Sample(
      Observations train,
      Observations test,
      Observations truth,
      Observations seen,
      Observations unseen) {}

  Surface(boolean tucker, long seed) {
    random = new SplittableRandom(seed);
    for (int k = 0; k < MODES; k++) {
      Arrays.setAll(phase[k], r -> random.nextDouble(2 * Math.PI));
      for (int left = (int) Math.round(ABSENT * (STEPS + 1)); left > 0; ) {
        int index = random.nextInt(STEPS + 1);
        left -= absent[k][index] ? 0 : 1;
        absent[k][index] = true;
      }
    }
    for (int c = 0; c < core.length; c++) {
      boolean diagonal = c == 0 || c == core.length - 1;
      core[c] = tucker ? random.nextGaussian() : diagonal ? 1 : 0;
    }
  }

  /** u^k_r(t). */
  double function(int k, int r, double t) {
    return Math.sin(2 * Math.PI * (r + 1 + k / 2.0) * t + phase[k][r]) * Math.exp(-t / 2);
  }

  private double value(double[] t) {
    double sum = 0;
    for (int c = 0; c < core.length; c++) {
      sum +=
          core[c]
              * function(0, c / 4, t[0])
              * function(1, c / 2 % 2, t[1])
              * function(2, c % 2, t[2]);
    }
    return sum;
  }

  Sample draw() {
    Observations train = draw(TRAIN, true);
    Observations test = draw(TEST, false);
    Observations truth =
        new Observations(test.t(), Arrays.stream(test.t()).mapToDouble(this::value).toArray());
    int[] seen = IntStream.range(0, TEST).filter(i -> isSeen(test.t()[i])).toArray();
    int[] unseen = IntStream.range(0, TEST).filter(i -> !isSeen(test.t()[i])).toArray();
    return new Sample(train, test, truth, truth.select(seen), truth.select(unseen));
  }

  private Observations draw(int count, boolean seenOnly) {
    double[][] t = new double[count][];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      do {
        t[i] = random.doubles(MODES).map(u -> Math.rint(STEPS * u) / STEPS).toArray();
      } while (seenOnly && !isSeen(t[i]));
      y[i] = value(t[i]) + NOISE * random.nextGaussian();
    }
    return new Observations(t, y);
  }

  private boolean isSeen(double[] t) {
    for (int k = 0; k < MODES; k++) {
      if (absent[k][(int) Math.rint(t[k] * STEPS)]) {
        return false;
      }
    }
    return true;
  }
}
