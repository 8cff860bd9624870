package polyad.embedding.matryoshka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.data.DataSets;
import polyad.data.ImageClassificationSet;
import polyad.data.ImageShape;
import polyad.data.Omniglot;
import polyad.data.generate.SuperclassClusters;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Labelled rows for the experiment.
 *
 * @param name of the data set
 * @param synthetic whether it was generated
 * @param train rows to train on
 * @param test rows to judge on
 * @param superclass of every class
 * @param image the shape of a row, or null
 * @param mean what was subtracted, in the units of a user's file
 * @param sd what was divided by, in the units of a user's file
 */
record Examples(
    String name,
    boolean synthetic,
    Part train,
    Part test,
    int[] superclass,
    @Nullable ImageShape image,
    double mean,
    double sd) {
  /** T-shirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, boot. */
  private static final int[] FASHION_GROUPS = {0, 1, 0, 2, 0, 3, 0, 3, 4, 3};

  /**
   * Rows and their classes.
   *
   * @param x [n, d], standardised with the training part
   * @param labels [n]
   */
  record Part(Tensor x, int[] labels) {}

  int classes() {
    return superclass.length;
  }

  int dimension() {
    return Math.toIntExact(train.x().size(1));
  }

  /** The spec's superclass clusters: 100 classes in 10 superclasses in 128 dimensions. */
  static Examples clusters(int train, int test, long seed) {
    SuperclassClusters.TrainTest drawn = SuperclassClusters.DEFAULT.draw(train, test, seed);
    int classes = 1 + Arrays.stream(drawn.train().labels()).max().orElse(0);
    int[] superclass = new int[classes];
    for (int i = 0; i < drawn.train().labels().length; i++) {
      superclass[drawn.train().labels()[i]] = drawn.train().superclasses()[i];
    }
    return new Examples(
        "superclass clusters",
        true,
        new Part(Tensor.of(drawn.train().x()), drawn.train().labels()),
        new Part(Tensor.of(drawn.test().x()), drawn.test().labels()),
        superclass,
        null,
        0,
        1);
  }

  /** The first rows of Fashion-MNIST, when it is at hand. */
  static Optional<Examples> fashionMnist(@Nullable Path data, int train, int test)
      throws IOException {
    Optional<Path> folder = DataSets.open(data).find("fashion-mnist");
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    ImageClassificationSet trainSet = ImageClassificationSet.fashionMnistTrain(folder.get());
    ImageClassificationSet testSet = ImageClassificationSet.fashionMnistTest(folder.get());
    return Optional.of(
        standardised(
            "fashion-mnist",
            first(trainSet, train),
            first(testSet, test),
            FASHION_GROUPS,
            trainSet.shape()));
  }

  /** Omniglot's background characters; drawers 1 to 15 train, the others test. */
  static Optional<Examples> omniglot(@Nullable Path data) throws IOException {
    DataSets sets = DataSets.open(data);
    Optional<Path> one = sets.file("omniglot", "images_background_small1.zip");
    Optional<Path> two = sets.file("omniglot", "images_background_small2.zip");
    if (one.isEmpty() || two.isEmpty()) {
      return Optional.empty();
    }
    Omniglot omniglot = Omniglot.read(List.of(one.get(), two.get()), 28);
    int[] drawers = omniglot.drawers();
    int[] train = IntStream.range(0, drawers.length).filter(i -> drawers[i] <= 15).toArray();
    int[] test = IntStream.range(0, drawers.length).filter(i -> drawers[i] > 15).toArray();
    int[] superclass = new int[omniglot.images().classes()];
    int[] labels = omniglot.images().labels();
    for (int i = 0; i < labels.length; i++) {
      superclass[labels[i]] = omniglot.alphabets()[i];
    }
    return Optional.of(
        standardised(
            "omniglot",
            omniglot.images().select(train),
            omniglot.images().select(test),
            superclass,
            omniglot.images().shape()));
  }

  private static ImageClassificationSet first(ImageClassificationSet set, int count) {
    int[] indices = new int[Math.min(count, set.size())];
    Arrays.setAll(indices, i -> i);
    return set.select(indices);
  }

  private static Examples standardised(
      String name,
      ImageClassificationSet train,
      ImageClassificationSet test,
      int[] superclass,
      ImageShape shape) {
    Tensor raw = Tensor.of(train.images());
    double mean = raw.mean().item();
    double sd = raw.std(false, false).item();
    return new Examples(
        name,
        false,
        new Part(raw.sub(mean).div(sd), train.labels()),
        new Part(Tensor.of(test.images()).sub(mean).div(sd), test.labels()),
        superclass,
        shape,
        255 * mean,
        255 * sd);
  }

  /** The same with only these rows to train on, under another name. */
  Examples withTrain(String other, int[] rows) {
    int[] labels = Arrays.stream(rows).map(i -> train.labels()[i]).toArray();
    Part part = new Part(train.x().indexSelect(0, Tensor.of(rows, rows.length)), labels);
    return new Examples(other, synthetic, part, test, superclass, image, mean, sd);
  }

  /** The ways in which the test set is corrupted. */
  enum Corruption {
    NOISE,
    BLUR,
    OCCLUSION
  }

  /** The test rows corrupted; vectors are not blurred but lose every fourth feature instead. */
  Tensor corrupted(Corruption corruption, long seed) {
    Generator rng = new Generator(seed);
    Tensor x = test.x();
    return switch (corruption) {
      case NOISE -> x.add(x.randnLike(rng).mul(x.std(false, false).item() * 0.5));
      case BLUR -> image == null ? drop(x, rng, 0.1) : blur(x, image);
      case OCCLUSION -> image == null ? drop(x, rng, 0.25) : occlude(x, image, seed);
    };
  }

  private static Tensor drop(Tensor x, Generator rng, double share) {
    return x.mul(Tensor.rand(rng, DType.F32, x.shape()).ge(share).to(DType.F32));
  }

  private static Tensor blur(Tensor x, ImageShape shape) {
    Tensor images = x.reshape(-1, shape.channels(), shape.height(), shape.width());
    long[] one = {1, 1};
    return Functional.avgPool(images, new long[] {3, 3}, one, one, true).reshape(x.shape());
  }

  /** A square of a third of the side set to the background at a random place of each image. */
  private static Tensor occlude(Tensor x, ImageShape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int side = Math.max(1, shape.height() / 3);
    float background = (float) x.min().item();
    float[] values = x.toFloatArray();
    int size = shape.size();
    for (int i = 0; i < values.length / size; i++) {
      int top = random.nextInt(shape.height() - side + 1);
      int left = random.nextInt(shape.width() - side + 1);
      for (int c = 0; c < shape.channels(); c++) {
        for (int row = top; row < top + side; row++) {
          int start = i * size + (c * shape.height() + row) * shape.width() + left;
          Arrays.fill(values, start, start + side, background);
        }
      }
    }
    return Tensor.of(values, x.shape());
  }
}
