package polyad.vision.align.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import polyad.data.generate.CaptionedShapes;
import polyad.tensor.Tensor;
import polyad.text.WordPiece;
import polyad.text.WordPieceTrainer;
import polyad.vision.align.PaddedTokens;
import polyad.vision.align.PairData;

/**
 * Captioned shapes in three parts without a common combination: 500 to learn from, 68 to choose an
 * epoch by, 200 to test with.
 */
final class ShapesWorld {
  static final int TEST = 200;
  static final int VALIDATION = 68;

  private final int[] train;
  private final int[] validation;
  private final int[] test;
  private final long seed;
  private final WordPiece tokenizer;

  ShapesWorld(long seed) {
    this.seed = seed;
    int[] order = new int[CaptionedShapes.COMBINATIONS];
    Arrays.setAll(order, i -> i);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    test = Arrays.copyOf(order, TEST);
    validation = Arrays.copyOfRange(order, TEST, TEST + VALIDATION);
    train = Arrays.copyOfRange(order, TEST + VALIDATION, order.length);
    List<String> corpus = CaptionedShapes.draw(2000, 0, train, seed + 1).captions();
    tokenizer = WordPieceTrainer.train(corpus, 2000, 1, true);
  }

  WordPiece tokenizer() {
    return tokenizer;
  }

  CaptionedShapes.Sample trainSample(int pairs, double noise) {
    return CaptionedShapes.draw(pairs, noise, train, seed + 2);
  }

  PairData train(int pairs, double noise) {
    return data(trainSample(pairs, noise));
  }

  CaptionedShapes.Sample testSample() {
    return CaptionedShapes.each(test, seed + 3);
  }

  PairData test() {
    return data(testSample());
  }

  /** Other pictures and captions of the test combinations; draw 0 is {@link #test()}. */
  PairData test(int draw) {
    return data(CaptionedShapes.each(test, seed + 3 + 1000L * draw));
  }

  PairData validation() {
    return data(CaptionedShapes.each(validation, seed + 4));
  }

  PairData data(CaptionedShapes.Sample sample) {
    int n = sample.captions().size();
    int side = CaptionedShapes.SIDE;
    return new PairData(Tensor.of(sample.pixels(), n, 3, side, side), tokens(sample.captions()));
  }

  PaddedTokens tokens(List<String> texts) {
    return PaddedTokens.of(tokenizer, texts);
  }

  /** Pairs of test pictures that differ in colour alone: rows of picture and target. */
  List<int[]> recoloured() {
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < test.length; i++) {
      var from = CaptionedShapes.Combination.of(test[i]);
      for (int j = 0; j < test.length; j++) {
        var to = CaptionedShapes.Combination.of(test[j]);
        boolean same =
            from.shape() == to.shape() && from.size() == to.size() && from.place() == to.place();
        if (same && from.colour() != to.colour()) {
          pairs.add(new int[] {i, j});
        }
      }
    }
    return pairs;
  }
}
