package polyad.embedding.bt2;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.data.DataSets;
import polyad.data.ImageClassificationSet;
import polyad.data.Omniglot;
import polyad.tensor.Tensor;

/**
 * Images of which the old model saw the first half of the classes.
 *
 * @param test images that are queries and gallery, [N, pixels]
 * @param labels of the test images
 */
record ImageRows(TrainingSet train, Tensor test, int[] labels) {
  private static final int LAST_DRAWER = 15;

  /** Omniglot's background characters; drawers 1 to 15 train, the others test. */
  static Optional<ImageRows> omniglot(@Nullable Path data) throws IOException {
    DataSets sets = DataSets.open(data);
    Optional<Path> one = sets.file("omniglot", "images_background_small1.zip");
    Optional<Path> two = sets.file("omniglot", "images_background_small2.zip");
    if (one.isEmpty() || two.isEmpty()) {
      return Optional.empty();
    }
    Omniglot all = Omniglot.read(List.of(one.get(), two.get()), 28);
    int[] drawers = all.drawers();
    int[] train = range(drawers.length).filter(i -> drawers[i] <= LAST_DRAWER).toArray();
    int[] test = range(drawers.length).filter(i -> drawers[i] > LAST_DRAWER).toArray();
    return Optional.of(of(all.images().select(train), all.images().select(test)));
  }

  /** The first images of Fashion-MNIST. */
  static Optional<ImageRows> fashionMnist(@Nullable Path data, int train, int test)
      throws IOException {
    Optional<Path> folder = DataSets.open(data).find("fashion-mnist");
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        of(
            ImageClassificationSet.fashionMnistTrain(folder.get()).select(range(train).toArray()),
            ImageClassificationSet.fashionMnistTest(folder.get()).select(range(test).toArray())));
  }

  private static IntStream range(int count) {
    return IntStream.range(0, count);
  }

  private static ImageRows of(ImageClassificationSet train, ImageClassificationSet test) {
    Tensor raw = Tensor.of(train.images());
    double mean = raw.mean().item();
    double sd = raw.std(false, false).item();
    Tensor x = raw.sub(mean).div(sd);
    return new ImageRows(
        new TrainingSet(x, train.labels(), train.classes(), train.shape()),
        Tensor.of(test.images()).sub(mean).div(sd),
        test.labels());
  }

  /** The training rows of the first half of the classes. */
  TrainingSet oldHalf() {
    int[] labels = train.labels();
    int half = train.classes() / 2;
    return train.select(range(labels.length).filter(i -> labels[i] < half).toArray());
  }
}
