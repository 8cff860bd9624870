package polyad.vision.align.study;

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
import polyad.data.Omniglot;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * Grey pictures with labels.
 *
 * @param pixels [N, 1, 32, 32], 0 to 1 for ink or cloth on a dark ground
 * @param labels of each picture
 * @param classes the names of the labels
 */
record LabelledImages(Tensor pixels, int[] labels, List<String> classes) {
  static final int SIDE = 32;
  private static final int HELD_OUT = 1000;

  /**
   * To learn from, to choose a pass by, and to test with.
   *
   * @param validation null where nothing is chosen
   */
  record Parts(LabelledImages train, @Nullable LabelledImages validation, LabelledImages test) {}

  /** Reads a set when it is needed. */
  interface Source {
    Parts read() throws IOException;
  }

  /** The first of Fashion-MNIST; validation is the end of its training part. */
  static Optional<Source> fashionMnist(@Nullable Path data, int train, int test)
      throws IOException {
    return DataSets.open(data)
        .find("fashion-mnist")
        .<Source>map(folder -> () -> fashionMnistIn(folder, train, test));
  }

  private static Parts fashionMnistIn(Path folder, int train, int test) throws IOException {
    ImageClassificationSet all = ImageClassificationSet.fashionMnistTrain(folder);
    ImageClassificationSet held = ImageClassificationSet.fashionMnistTest(folder);
    int[] first = IntStream.range(0, train).toArray();
    int[] last = IntStream.range(all.size() - HELD_OUT, all.size()).toArray();
    return new Parts(
        of(all.select(first)),
        of(all.select(last)),
        of(held.select(IntStream.range(0, test).toArray())));
  }

  /** The archives of Omniglot's two small background sets. */
  private static Optional<List<Path>> omniglot(@Nullable Path data) throws IOException {
    DataSets sets = DataSets.open(data);
    Optional<Path> one = sets.file("omniglot", "images_background_small1.zip");
    Optional<Path> two = sets.file("omniglot", "images_background_small2.zip");
    return one.isEmpty() || two.isEmpty()
        ? Optional.empty()
        : Optional.of(List.of(one.get(), two.get()));
  }

  /** Omniglot by alphabet; a fifth of the characters is tested with, a tenth validates. */
  static Optional<Source> alphabets(@Nullable Path data, int most, long seed) throws IOException {
    return omniglot(data)
        .<Source>map(archives -> () -> alphabetsOf(Omniglot.read(archives, SIDE), most, seed));
  }

  private static Parts alphabetsOf(Omniglot all, int most, long seed) {
    int[] characters = all.images().labels();
    int[] lot = new int[all.images().classes()];
    SplittableRandom random = new SplittableRandom(seed);
    Arrays.setAll(lot, c -> random.nextInt(10));
    LabelledImages pictures =
        new LabelledImages(
            of(all.images()).pixels(),
            all.alphabets(),
            all.alphabetNames().stream().map(LabelledImages::words).toList());
    IntStream train = IntStream.range(0, characters.length).filter(i -> lot[characters[i]] > 2);
    return new Parts(
        pictures.select(few(train.toArray(), most, seed)),
        pictures.select(where(characters, lot, 2, 2)),
        pictures.select(where(characters, lot, 0, 1)));
  }

  private static int[] where(int[] characters, int[] lot, int low, int high) {
    return IntStream.range(0, characters.length)
        .filter(i -> lot[characters[i]] >= low && lot[characters[i]] <= high)
        .toArray();
  }

  private static int[] few(int[] rows, int most, long seed) {
    SplittableRandom random = new SplittableRandom(seed + 1);
    for (int i = rows.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = rows[i];
      rows[i] = rows[j];
      rows[j] = kept;
    }
    return Arrays.copyOf(rows, Math.min(most, rows.length));
  }

  /** Omniglot by character: drawers 1 to 10 to learn from, 11 to 20 to test with. */
  static Optional<Source> characters(@Nullable Path data) throws IOException {
    return omniglot(data)
        .<Source>map(archives -> () -> charactersOf(Omniglot.read(archives, SIDE)));
  }

  private static Parts charactersOf(Omniglot all) {
    int[] drawers = all.drawers();
    LabelledImages pictures = of(all.images());
    LabelledImages test =
        pictures.select(IntStream.range(0, drawers.length).filter(i -> drawers[i] > 10).toArray());
    return new Parts(
        pictures.select(IntStream.range(0, drawers.length).filter(i -> drawers[i] <= 10).toArray()),
        null,
        test);
  }

  /** Names as people write them: {@code T-shirt/top} gives {@code t-shirt top}. */
  private static String words(String name) {
    return name.replaceAll("[/_()]", " ").strip();
  }

  private static LabelledImages of(ImageClassificationSet set) {
    int side = set.shape().height();
    Tensor pixels =
        Tensor.of(set.batch(IntStream.range(0, set.size()).toArray()), set.size(), 1, side, side);
    int missing = SIDE - side;
    long[] around = {missing / 2, missing - missing / 2, missing / 2, missing - missing / 2};
    return new LabelledImages(
        missing == 0 ? pixels : pixels.pad(around, 0),
        set.labels(),
        set.classNames().stream().map(LabelledImages::words).toList());
  }

  LabelledImages select(int[] rows) {
    return new LabelledImages(
        pixels.indexSelect(0, Tensor.of(rows, rows.length).to(DType.I64)),
        Arrays.stream(rows).map(i -> labels[i]).toArray(),
        classes);
  }

  int size() {
    return labels.length;
  }
}
