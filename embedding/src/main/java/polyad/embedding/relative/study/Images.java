package polyad.embedding.relative.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.data.DataSets;
import polyad.data.ImageClassificationSet;
import polyad.data.Splits;
import polyad.data.generate.StrokeGlyphs;
import polyad.tensor.Tensor;

/**
 * Grey images of 28 by 28 as rows, 0 to 1, in ten classes.
 *
 * @param name of the data set
 * @param synthetic whether it was drawn
 */
record Images(
    String name, boolean synthetic, Tensor train, int[] labels, Tensor test, int[] testLabels) {
  static final int SIDE = 28;
  static final int CLASSES = 10;
  private static final double WOBBLE = 0.06;

  static Images fashion(@Nullable Path data, int train, int test, long seed) throws IOException {
    Optional<Path> folder = DataSets.open(data).find("fashion-mnist");
    if (folder.isEmpty()) {
      return drawn(train, test, seed);
    }
    return of(
        "Fashion-MNIST",
        first(ImageClassificationSet.fashionMnistTrain(folder.get()), train),
        first(ImageClassificationSet.fashionMnistTest(folder.get()), test));
  }

  static Images digits(@Nullable Path data, int train, int test, long seed) throws IOException {
    Optional<Path> folder = DataSets.open(data).find("mnist");
    if (folder.isEmpty()) {
      return drawn(train, test, seed);
    }
    return of(
        "MNIST",
        first(ImageClassificationSet.mnistTrain(folder.get()), train),
        first(ImageClassificationSet.mnistTest(folder.get()), test));
  }

  /** Invented characters, for where there are no files. */
  static Images drawn(int train, int test, long seed) {
    int perClass = (train + test + CLASSES - 1) / CLASSES;
    ImageClassificationSet all = new StrokeGlyphs(CLASSES, perClass, SIDE, WOBBLE).draw(seed);
    int[] order = Splits.permutation(all.size(), new SplittableRandom(seed));
    Images split =
        of(
            "drawn characters",
            all.select(Arrays.copyOf(order, train)),
            all.select(Arrays.copyOfRange(order, train, train + test)));
    return new Images(split.name, true, split.train, split.labels, split.test, split.testLabels);
  }

  private static Images of(String name, ImageClassificationSet train, ImageClassificationSet test) {
    return new Images(
        name,
        false,
        Tensor.of(train.images()),
        train.labels(),
        Tensor.of(test.images()),
        test.labels());
  }

  private static ImageClassificationSet first(ImageClassificationSet set, int count) {
    return set.select(IntStream.range(0, Math.min(count, set.size())).toArray());
  }

  String title() {
    return name + (synthetic ? " (synthetic)" : "");
  }
}
