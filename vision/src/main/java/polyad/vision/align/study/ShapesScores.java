package polyad.vision.align.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import polyad.data.generate.CaptionedShapes;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.ComposedQuery;
import polyad.vision.align.DualEncoder;
import polyad.vision.align.PairData;
import polyad.vision.align.RetrievalRecall;
import polyad.vision.align.ZeroShot;

/** What a model of captioned shapes can do, on test pictures of combinations it never saw. */
final class ShapesScores {
  private static final List<String> PROMPTS =
      List.of("a photo of a %s", "%s", "%s jpg", "a small %s", "a large %s");

  private final ShapesWorld world;
  private final DualEncoder model;

  ShapesScores(ShapesWorld world, DualEncoder model) {
    this.world = world;
    this.model = model;
  }

  /**
   * Recall, one caption a picture.
   *
   * @param imageToText at 1
   * @param textToImage at 1
   * @param imageToText5 at 5
   * @param textToImage5 at 5
   */
  record Recall(double imageToText, double textToImage, double imageToText5, double textToImage5) {
    /** Of both directions at 1. */
    double mean() {
      return (imageToText + textToImage) / 2;
    }

    Recall plus(Recall other) {
      return new Recall(
          imageToText + other.imageToText,
          textToImage + other.textToImage,
          imageToText5 + other.imageToText5,
          textToImage5 + other.textToImage5);
    }

    Recall over(double count) {
      return new Recall(
          imageToText / count, textToImage / count, imageToText5 / count, textToImage5 / count);
    }
  }

  /**
   * Accuracies without a training label.
   *
   * @param colour with several prompts
   * @param colourSingle with one prompt
   * @param shape with several prompts
   * @param shapeSingle with one prompt
   */
  record Labels(double colour, double colourSingle, double shape, double shapeSingle) {}

  /**
   * Share of composed queries whose first hit is right.
   *
   * @param composed picture + 2·new colour − old colour
   * @param textOnly new colour
   * @param imageOnly picture
   * @param queries how many
   */
  record Composed(double composed, double textOnly, double imageOnly, int queries) {}

  static Recall recall(Tensor images, Tensor texts) {
    long[] owner = new long[Math.toIntExact(texts.size(0))];
    Arrays.setAll(owner, i -> i);
    RetrievalRecall recall = RetrievalRecall.of(images, texts, owner);
    return new Recall(
        recall.imageToText(1), recall.textToImage(1), recall.imageToText(5), recall.textToImage(5));
  }

  Recall recall(PairData data) {
    return quietly(() -> recallOf(data));
  }

  /** Mean recall of several draws of pictures and captions of the test combinations. */
  Recall recall(int draws) {
    Recall sum = new Recall(0, 0, 0, 0);
    for (int draw = 0; draw < draws; draw++) {
      int number = draw;
      sum = sum.plus(quietly(() -> recallOf(world.test(number))));
    }
    return sum.over(draws);
  }

  private Recall recallOf(PairData data) {
    return recall(model.images(data.pixels()), model.texts(data.tokens()));
  }

  Labels labels() {
    CaptionedShapes.Sample sample = world.testSample();
    Function<Integer, Integer> colour = c -> CaptionedShapes.Combination.of(c).colour();
    Function<Integer, Integer> shape = c -> CaptionedShapes.Combination.of(c).shape();
    return quietly(
        () -> {
          Tensor images = model.images(world.data(sample).pixels());
          return new Labels(
              accuracy(images, sample, colour, CaptionedShapes::colourWords, PROMPTS.size()),
              accuracy(images, sample, colour, CaptionedShapes::colourWords, 1),
              accuracy(images, sample, shape, CaptionedShapes::shapeWords, PROMPTS.size()),
              accuracy(images, sample, shape, CaptionedShapes::shapeWords, 1));
        });
  }

  private double accuracy(
      Tensor images,
      CaptionedShapes.Sample sample,
      Function<Integer, Integer> label,
      IntFunction<List<String>> words,
      int prompts) {
    List<Tensor> classes = new ArrayList<>();
    for (int c = 0; c < 8; c++) {
      String word = words.apply(c).getFirst();
      List<String> texts =
          PROMPTS.subList(0, prompts).stream().map(p -> p.replace("%s", word)).toList();
      classes.add(model.texts(world.tokens(texts)));
    }
    long[] predicted = ZeroShot.of(Tensor.stack(0, classes)).predict(images).toLongArray();
    long right =
        IntStream.range(0, predicted.length)
            .filter(i -> label.apply(sample.combinations()[i]) == predicted[i])
            .count();
    return right / (double) predicted.length;
  }

  Composed composed() {
    List<int[]> pairs = world.recoloured();
    CaptionedShapes.Sample sample = world.testSample();
    List<String> plus = new ArrayList<>();
    List<String> minus = new ArrayList<>();
    for (int[] pair : pairs) {
      minus.add(colourOf(sample.combinations()[pair[0]]));
      plus.add(colourOf(sample.combinations()[pair[1]]));
    }
    return quietly(
        () -> {
          Tensor gallery = model.images(world.data(sample).pixels()); // [200, D]
          int[] own = pairs.stream().mapToInt(p -> p[0]).toArray();
          Tensor images = gallery.indexSelect(0, Tensor.of(own, own.length).to(DType.I64));
          Tensor wanted = model.texts(world.tokens(plus));
          Tensor unwanted = model.texts(world.tokens(minus));
          Tensor both = ComposedQuery.of(images, wanted, unwanted, 2, 1);
          return new Composed(
              firstRight(both, gallery, pairs),
              firstRight(Vectors.unit(wanted), gallery, pairs),
              firstRight(Vectors.unit(images), gallery, pairs),
              pairs.size());
        });
  }

  private static String colourOf(int combination) {
    int colour = CaptionedShapes.Combination.of(combination).colour();
    return CaptionedShapes.colourWords(colour).getFirst();
  }

  /** The picture of the query itself is no answer. */
  private static double firstRight(Tensor queries, Tensor gallery, List<int[]> pairs) {
    double[] scores = ComposedQuery.score(queries, gallery).toDoubleArray();
    int width = Math.toIntExact(gallery.size(0));
    int right = 0;
    for (int q = 0; q < pairs.size(); q++) {
      int own = pairs.get(q)[0];
      int best = -1;
      for (int j = 0; j < width; j++) {
        if (j != own && (best < 0 || scores[q * width + j] > scores[q * width + best])) {
          best = j;
        }
      }
      right += best == pairs.get(q)[1] ? 1 : 0;
    }
    return right / (double) pairs.size();
  }

  private static <T> T quietly(Supplier<T> work) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      return work.get();
    }
  }
}
