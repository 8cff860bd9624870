package polyad.data.generate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The generator {@code shape}: one fixed waveform of unit variance, repeated with a gain of its own
 * in every cycle and noise; some cycles of the test part have another shape of the same variance.
 *
 * @param period steps of a cycle, at least 16
 * @param trainSteps at least one cycle
 * @param testSteps a cycle for every strange one at least
 * @param strange strange cycles of the test part, at least 1
 * @param kind what makes them strange
 */
public record StrangeCycles(int period, int trainSteps, int testSteps, int strange, Kind kind) {
  private static final double GAIN = 0.1;
  private static final double NOISE = 0.1;

  /** What makes a cycle strange. */
  public enum Kind {
    /** A waveform of harmonics 3 to 7 in place of 1 to 3. */
    HARMONICS,
    /** The same waveform backwards. */
    REVERSED
  }

  /** Period 25, 4,000 and 6,000 steps, 12 strange cycles of other harmonics. */
  public static final StrangeCycles DEFAULT = new StrangeCycles(25, 4000, 6000, 12, Kind.HARMONICS);

  /** Checks the sizes. */
  public StrangeCycles {
    if (period < 16
        || trainSteps < period
        || strange < 1
        || testSteps / Math.max(1, period) < strange) {
      throw new IllegalArgumentException(
          "period, trainSteps, testSteps, strange: %d, %d, %d, %d do not fit each other"
              .formatted(period, trainSteps, testSteps, strange));
    }
  }

  /**
   * Both parts.
   *
   * @param train {@code [trainSteps]}
   * @param test {@code [testSteps]}
   * @param labels which test steps are strange
   */
  public record Series(double[] train, double[] test, boolean[] labels) {}

  /** Draws a series. */
  public Series draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] wave = wave(1, 3, random);
    double[] train = new double[trainSteps];
    double[] test = new double[testSteps];
    boolean[] labels = new boolean[testSteps];
    for (int from = 0; from < trainSteps; from += period) {
      cycle(train, from, wave, random);
    }
    boolean[] chosen = chosen(random);
    for (int from = 0; from < testSteps; from += period) {
      boolean odd = from / period < chosen.length && chosen[from / period];
      cycle(test, from, odd ? strangeWave(wave, random) : wave, random);
      Arrays.fill(labels, from, Math.min(from + period, testSteps), odd);
    }
    return new Series(train, test, labels);
  }

  private boolean[] chosen(RandomGenerator random) {
    boolean[] chosen = new boolean[testSteps / period];
    for (int left = strange; left > 0; ) {
      int cycle = random.nextInt(chosen.length);
      if (!chosen[cycle]) {
        chosen[cycle] = true;
        left--;
      }
    }
    return chosen;
  }

  private double[] strangeWave(double[] wave, RandomGenerator random) {
    if (kind == Kind.HARMONICS) {
      return wave(3, 7, random);
    }
    double[] backwards = new double[period];
    Arrays.setAll(backwards, t -> wave[period - 1 - t]);
    return backwards;
  }

  private double[] wave(int low, int high, RandomGenerator random) {
    double[] wave = new double[period];
    for (int h = low; h <= high; h++) {
      double size = random.nextGaussian();
      double phase = random.nextDouble(2 * Math.PI);
      for (int t = 0; t < period; t++) {
        wave[t] += size * Math.sin(2 * Math.PI * h * t / period + phase);
      }
    }
    double power = Math.sqrt(Arrays.stream(wave).map(v -> v * v).sum() / period);
    return Arrays.stream(wave).map(v -> v / power).toArray();
  }

  private static void cycle(double[] into, int from, double[] wave, RandomGenerator random) {
    double gain = 1 + GAIN * random.nextGaussian();
    for (int t = 0; t < wave.length && from + t < into.length; t++) {
      into[from + t] = gain * wave[t] + NOISE * random.nextGaussian();
    }
  }
}
