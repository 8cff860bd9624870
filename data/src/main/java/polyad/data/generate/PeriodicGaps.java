package polyad.data.generate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The generator {@code multiperiod}: each sample repeats a waveform of its own, sum over h = 1..5
 * of N(0,1)/√h · sin(2πht/P + U(0, 2π)), from a random phase, with amplitude 1 + spread·cumsum
 * N(0,1) from cycle to cycle, and noise; blocks of it are hidden.
 *
 * @param steps length of a sample, at least 1
 * @param period of the waveform in steps, at least 2
 * @param spread of the amplitude from cycle to cycle
 * @param noise standard deviation
 * @param gaps hidden blocks a sample; they may overlap
 * @param gapSteps length of a block, below the steps
 */
public record PeriodicGaps(
    int steps, int period, double spread, double noise, int gaps, int gapSteps) {
  /** 96 steps of period 24, spread 0.3, noise 0.1, three blocks of 8 hidden. */
  public static final PeriodicGaps DEFAULT = new PeriodicGaps(96, 24, 0.3, 0.1, 3, 8);

  private static final int HARMONICS = 5;

  /** Checks the sizes. */
  public PeriodicGaps {
    if (steps < 1 || period < 2 || gaps < 0 || gapSteps < 1 || gapSteps >= steps) {
      throw new IllegalArgumentException(
          "steps, period, gaps, gapSteps: %d, %d, %d, %d are not >= 1, >= 2, >= 0, 1 to steps - 1"
              .formatted(steps, period, gaps, gapSteps));
    }
  }

  /**
   * Samples and what is hidden of them.
   *
   * @param values {@code [n][steps]}, complete
   * @param observed {@code [n][steps]}, false in the gaps
   */
  public record Samples(double[][] values, boolean[][] observed) {}

  /** Draws n samples. */
  public Samples draw(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[n][];
    boolean[][] observed = new boolean[n][];
    for (int i = 0; i < n; i++) {
      values[i] = series(random);
      observed[i] = observed(random);
    }
    return new Samples(values, observed);
  }

  private double[] series(SplittableRandom random) {
    double[] wave = new double[period];
    for (int h = 1; h <= HARMONICS; h++) {
      double size = random.nextGaussian() / Math.sqrt(h);
      double phase = random.nextDouble(2 * Math.PI);
      for (int t = 0; t < period; t++) {
        wave[t] += size * Math.sin(2 * Math.PI * h * t / period + phase);
      }
    }
    int start = random.nextInt(period);
    double[] values = new double[steps];
    double walk = random.nextGaussian();
    for (int t = 0; t < steps; t++) {
      int phase = (t + start) % period;
      if (t > 0 && phase == 0) {
        walk += random.nextGaussian();
      }
      values[t] = (1 + spread * walk) * wave[phase] + noise * random.nextGaussian();
    }
    return values;
  }

  private boolean[] observed(SplittableRandom random) {
    boolean[] observed = new boolean[steps];
    Arrays.fill(observed, true);
    for (int g = 0; g < gaps; g++) {
      int from = random.nextInt(steps - gapSteps + 1);
      Arrays.fill(observed, from, from + gapSteps, false);
    }
    return observed;
  }
}
