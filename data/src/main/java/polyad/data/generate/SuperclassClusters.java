package polyad.data.generate;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Classes in superclasses behind a random non-linear map. Superclass means are 3 N(0, I) in a
 * latent space, class means are superclass mean + 1.2 N(0, I), a sample is z = class mean + N(0, I)
 * and is seen as x = tanh(z W1) W2 + 0.3 N(0, I), with W1 {@code [latent, features]} of standard
 * deviation latent^-1/2 and W2 {@code [features, features]} of features^-1/2.
 *
 * @param superclasses number of superclasses, at least 1
 * @param classes number of classes, a multiple of superclasses; class c is in superclass {@code c /
 *     (classes / superclasses)}
 * @param latent dimension of z, at least 1
 * @param features dimension of x, at least 1
 * @param superclassSpread standard deviation of superclass means, at least 0
 * @param classSpread standard deviation of class means around them, at least 0
 * @param noise standard deviation of what is added to x, at least 0
 */
public record SuperclassClusters(
    int superclasses,
    int classes,
    int latent,
    int features,
    double superclassSpread,
    double classSpread,
    double noise) {

  /** 10 superclasses, 100 classes, 32 latent and 128 seen dimensions. */
  public static final SuperclassClusters DEFAULT =
      new SuperclassClusters(10, 100, 32, 128, 3, 1.2, 0.3);

  /**
   * Samples and what they are.
   *
   * @param x {@code [N][features]}
   * @param labels class of each sample
   * @param superclasses superclass of each sample
   */
  public record Sample(float[][] x, int[] labels, int[] superclasses) {}

  /** Two samples of one world. */
  public record TrainTest(Sample train, Sample test) {}

  /** Checks the settings. */
  public SuperclassClusters {
    if (superclasses < 1 || classes < superclasses || classes % superclasses != 0) {
      throw new IllegalArgumentException(
          "classes: " + classes + " is not a positive multiple of superclasses " + superclasses);
    }
    if (latent < 1 || features < 1) {
      throw new IllegalArgumentException(
          "latent, features: " + latent + ", " + features + " are not both >= 1");
    }
    if (!(superclassSpread >= 0) || !(classSpread >= 0) || !(noise >= 0)) {
      throw new IllegalArgumentException(
          "superclassSpread, classSpread, noise: "
              + (superclassSpread + ", " + classSpread + ", " + noise)
              + " are not all >= 0");
    }
  }

  /** Draws a world and two samples of it, such as 9000 and 3000. */
  public TrainTest draw(int train, int test, long seed) {
    var random = new SplittableRandom(seed);
    double[][] superMeans = Draws.normal(superclasses, latent, superclassSpread, random);
    double[][] means = Draws.normal(classes, latent, classSpread, random);
    for (int c = 0; c < classes; c++) {
      for (int j = 0; j < latent; j++) {
        means[c][j] += superMeans[superclassOf(c)][j];
      }
    }
    double[][] w1 = Draws.normal(latent, features, 1 / Math.sqrt(latent), random);
    double[][] w2 = Draws.normal(features, features, 1 / Math.sqrt(features), random);
    return new TrainTest(
        sample(train, means, w1, w2, random.split()), sample(test, means, w1, w2, random.split()));
  }

  private int superclassOf(int label) {
    return label / (classes / superclasses);
  }

  private Sample sample(
      int count, double[][] means, double[][] w1, double[][] w2, RandomGenerator random) {
    float[][] x = new float[count][];
    int[] labels = new int[count];
    int[] supers = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(classes);
      supers[i] = superclassOf(labels[i]);
      x[i] = observe(means[labels[i]], w1, w2, random);
    }
    return new Sample(x, labels, supers);
  }

  private float[] observe(double[] mean, double[][] w1, double[][] w2, RandomGenerator random) {
    double[] z = new double[latent];
    for (int j = 0; j < latent; j++) {
      z[j] = mean[j] + random.nextGaussian();
    }
    double[] hidden = Draws.times(z, w1);
    for (int j = 0; j < features; j++) {
      hidden[j] = Math.tanh(hidden[j]);
    }
    double[] seen = Draws.times(hidden, w2);
    float[] x = new float[features];
    for (int j = 0; j < features; j++) {
      x[j] = (float) (seen[j] + noise * random.nextGaussian());
    }
    return x;
  }
}
