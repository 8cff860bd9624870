package polyad.data.generate;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Samples with two independent factors a and b behind a random non-linear map; their label is a ·
 * second + b. A model that was taught a alone has thrown much of b away. Factor means are spread
 * N(0, I) in half of a latent space each, a sample is z = [mean_a; mean_b] + N(0, I) and is seen as
 * x = tanh(z W1) W2 + noise N(0, I), with W1 {@code [2 half, features]} of standard deviation (2
 * half)^-1/2 and W2 {@code [features, features]} of features^-1/2.
 *
 * @param first number of values of a, at least 1
 * @param second number of values of b, at least 1
 * @param half latent dimensions of each factor, at least 1
 * @param features dimension of x, at least 1
 * @param spread standard deviation of the factor means, at least 0
 * @param noise standard deviation of what is added to x, at least 0
 */
public record TwoFactors(
    int first, int second, int half, int features, double spread, double noise) {
  /** 10 and 6 values, 32 latent and 96 seen dimensions. */
  public static final TwoFactors DEFAULT = new TwoFactors(10, 6, 16, 96, 1.6, 0.25);

  /**
   * Samples and what they are.
   *
   * @param x {@code [N][features]}
   * @param labels a · second + b of each sample
   */
  public record Sample(float[][] x, int[] labels) {}

  /** Two samples of one world. */
  public record TrainTest(Sample train, Sample test) {}

  /** Checks the settings. */
  public TwoFactors {
    if (first < 1 || second < 1 || half < 1 || features < 1) {
      throw new IllegalArgumentException(
          "first, second, half, features: %d, %d, %d, %d are not all >= 1"
              .formatted(first, second, half, features));
    }
    if (!(spread >= 0) || !(noise >= 0)) {
      throw new IllegalArgumentException(
          "spread, noise: " + spread + ", " + noise + " are not both >= 0");
    }
  }

  /** The number of labels. */
  public int classes() {
    return first * second;
  }

  /** Draws a world and two samples of it, such as 7000 and 3000. */
  public TrainTest draw(int train, int test, long seed) {
    var random = new SplittableRandom(seed);
    World world =
        new World(
            Draws.normal(first, half, spread, random),
            Draws.normal(second, half, spread, random),
            Draws.normal(2 * half, features, 1 / Math.sqrt(2.0 * half), random),
            Draws.normal(features, features, 1 / Math.sqrt(features), random));
    return new TrainTest(sample(train, world, random.split()), sample(test, world, random.split()));
  }

  private record World(double[][] meansA, double[][] meansB, double[][] w1, double[][] w2) {}

  private Sample sample(int count, World world, RandomGenerator random) {
    float[][] x = new float[count][];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(classes());
      x[i] = observe(labels[i], world, random);
    }
    return new Sample(x, labels);
  }

  private float[] observe(int label, World world, RandomGenerator random) {
    double[] z = new double[2 * half];
    for (int j = 0; j < half; j++) {
      z[j] = world.meansA[label / second][j] + random.nextGaussian();
      z[half + j] = world.meansB[label % second][j] + random.nextGaussian();
    }
    double[] hidden = Draws.times(z, world.w1);
    for (int j = 0; j < features; j++) {
      hidden[j] = Math.tanh(hidden[j]);
    }
    double[] seen = Draws.times(hidden, world.w2);
    float[] x = new float[features];
    for (int j = 0; j < features; j++) {
      x[j] = (float) (seen[j] + noise * random.nextGaussian());
    }
    return x;
  }
}
