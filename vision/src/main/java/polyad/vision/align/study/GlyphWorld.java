package polyad.vision.align.study;

import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import polyad.tensor.Tensor;
import polyad.text.WordPiece;
import polyad.text.WordPieceTrainer;
import polyad.vision.align.PaddedTokens;
import polyad.vision.align.PairData;

/**
 * Drawn characters with their names, in three parts without a common character: to learn from in
 * many faces, to choose a pass by, and to test with in one face.
 */
final class GlyphWorld {
  static final int TEST = 1000;
  private static final int VALIDATION = 300;
  private static final int FACES = 8;

  private final Glyphs glyphs;
  private final int[] order;
  private final int pairs;
  private final long seed;
  private final WordPiece tokenizer;

  private GlyphWorld(Glyphs glyphs, int pairs, long seed) {
    this.glyphs = glyphs;
    this.pairs = pairs;
    this.seed = seed;
    order = shuffled(glyphs.characters(), new SplittableRandom(seed));
    List<String> names =
        Arrays.stream(order).skip(TEST + VALIDATION).mapToObj(Glyphs::name).toList();
    tokenizer = WordPieceTrainer.train(names, 2000, 1, true);
  }

  /**
   * From the installed fonts.
   *
   * @param pairs to learn from, at most
   */
  static Optional<GlyphWorld> find(int pairs, long seed) {
    return Glyphs.find().map(glyphs -> new GlyphWorld(glyphs, pairs, seed));
  }

  private static int[] shuffled(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
    return values;
  }

  WordPiece tokenizer() {
    return tokenizer;
  }

  /** The face of the tests. */
  Font face() {
    return glyphs.faces().getFirst();
  }

  /** How many characters are learned from. */
  int learned() {
    return order.length - TEST - VALIDATION;
  }

  PairData test() {
    return inOneFace(0, TEST);
  }

  PairData validation() {
    return inOneFace(TEST, VALIDATION);
  }

  private PairData inOneFace(int from, int count) {
    List<float[]> pictures = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      add(order[i], face(), pictures, names);
    }
    return data(pictures, names);
  }

  /** Characters in faces, drawn by lot from all there are. */
  PairData train() {
    List<Font> faces = glyphs.faces().subList(0, Math.min(FACES, glyphs.faces().size()));
    int all = learned() * faces.size();
    int[] lots = new int[all];
    Arrays.setAll(lots, i -> i);
    shuffled(lots, new SplittableRandom(seed + 1));
    List<float[]> pictures = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < all && pictures.size() < pairs; i++) {
      int character = order[TEST + VALIDATION + lots[i] / faces.size()];
      Font face = faces.get(lots[i] % faces.size());
      if (face.canDisplay(character)) {
        add(character, face, pictures, names);
      }
    }
    return data(pictures, names);
  }

  private static void add(int character, Font face, List<float[]> pictures, List<String> names) {
    float[] picture = Glyphs.draw(character, face);
    if (picture != null) {
      pictures.add(picture);
      names.add(Glyphs.name(character));
    }
  }

  private PairData data(List<float[]> pictures, List<String> names) {
    int size = Glyphs.SIDE * Glyphs.SIDE;
    float[] all = new float[pictures.size() * size];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i), 0, all, i * size, size);
    }
    return new PairData(
        Tensor.of(all, pictures.size(), 1, Glyphs.SIDE, Glyphs.SIDE),
        PaddedTokens.of(tokenizer, names));
  }
}
