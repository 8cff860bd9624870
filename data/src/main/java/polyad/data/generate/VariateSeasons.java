package polyad.data.generate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import polyad.data.TimeSeries;

/**
 * The series {@code var-season}: hidden AR(2) oscillators of given periods, mixed by a random
 * matrix, plus a sawtooth of random phase per variate and white noise. An oscillator of period P is
 * s_t = 2 r cos(2 pi / P) s_{t-1} - r^2 s_{t-2} + e_t with r = 0.99, scaled to unit variance.
 *
 * @param variates number of variates N, at least 1
 * @param length number of steps, at least 3
 * @param periods periods of the hidden oscillators in steps, each over 2
 * @param sawtoothPeriod period of the sawtooth in steps, at least 2; it runs from -1 to 1
 * @param noise standard deviation of the noise, at least 0
 */
public record VariateSeasons(
    int variates, int length, List<Double> periods, int sawtoothPeriod, double noise) {

  /** 8 variates, 4,000 steps, periods 12, 24 and 36, sawtooth 24, noise 0.2. */
  public static final VariateSeasons DEFAULT =
      new VariateSeasons(8, 4000, List.of(12.0, 24.0, 36.0), 24, 0.2);

  private static final double DAMPING = 0.99;
  private static final int WARM_UP = 1000;

  /** Checks the settings. */
  public VariateSeasons {
    periods = List.copyOf(periods);
    if (variates < 1 || length < 3 || sawtoothPeriod < 2) {
      throw new IllegalArgumentException(
          "variates, length, sawtoothPeriod: "
              + (variates + ", " + length + ", " + sawtoothPeriod)
              + " are not >= 1, >= 3, >= 2");
    }
    if (periods.isEmpty() || periods.stream().anyMatch(p -> !(p > 2)) || !(noise >= 0)) {
      throw new IllegalArgumentException(
          "periods, noise: " + periods + ", " + noise + " are not all > 2 and >= 0");
    }
  }

  /** Draws the series, {@code [length][variates]}, without timestamps. */
  public TimeSeries draw(long seed) {
    var random = new SplittableRandom(seed);
    double[][] hidden =
        periods.stream().map(p -> oscillator(p, random)).toArray(double[][]::new); // [K][length]
    double[][] mixing = Draws.normal(variates, periods.size(), 1, random);
    double[][] values = new double[length][variates];
    for (int j = 0; j < variates; j++) {
      double phase = random.nextDouble();
      for (int t = 0; t < length; t++) {
        double turn = (double) t / sawtoothPeriod + phase;
        double value = 2 * (turn - Math.floor(turn)) - 1 + noise * random.nextGaussian();
        for (int k = 0; k < hidden.length; k++) {
          value += mixing[j][k] * hidden[k][t];
        }
        values[t][j] = value;
      }
    }
    List<String> names = IntStream.range(0, variates).mapToObj(j -> "v" + j).toList();
    return new TimeSeries(List.of(), names, values);
  }

  private double[] oscillator(double period, RandomGenerator random) {
    double a1 = 2 * DAMPING * Math.cos(2 * Math.PI / period);
    double a2 = -DAMPING * DAMPING;
    // The stationary variance of an AR(2) process with unit innovations.
    double variance = (1 - a2) / ((1 + a2) * ((1 - a2) * (1 - a2) - a1 * a1));
    double scale = 1 / Math.sqrt(variance);
    double[] values = new double[length];
    double last = 0;
    double beforeLast = 0;
    for (int t = -WARM_UP; t < length; t++) {
      double value = a1 * last + a2 * beforeLast + scale * random.nextGaussian();
      beforeLast = last;
      last = value;
      if (t >= 0) {
        values[t] = value;
      }
    }
    return values;
  }
}
