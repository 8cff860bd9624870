package polyad.embedding.bt2;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sentences about pictures of clothes as bags of words, with synonyms and words that say nothing.
 */
final class Captions {
  private static final List<List<String>> NAMES =
      List.of(
          List.of("tshirt", "top", "tee"),
          List.of("trousers", "pants", "slacks"),
          List.of("pullover", "sweater", "jumper"),
          List.of("dress", "gown", "frock"),
          List.of("coat", "jacket", "parka"),
          List.of("sandal", "slipper", "flipflop"),
          List.of("shirt", "blouse", "button-up"),
          List.of("sneaker", "trainer", "running-shoe"),
          List.of("bag", "handbag", "purse"),
          List.of("boot", "ankle-boot", "bootee"));
  private static final List<String> FILLERS =
      List.of(
          "a", "photo", "of", "the", "picture", "my", "new", "nice", "grey", "one", "small", "for",
          "sale", "on", "white", "with", "old", "product", "shop", "item");
  private static final int FEWEST = 3;
  private static final int MOST = 7;

  private Captions() {}

  /** Words known. */
  static int words() {
    return NAMES.stream().mapToInt(List::size).sum() + FILLERS.size();
  }

  /**
   * One caption a label: a name of the class among fillers.
   *
   * @return counts of words, [labels][words]
   */
  static float[][] draw(int[] labels, long seed) {
    List<String> vocabulary = new ArrayList<>(FILLERS);
    NAMES.forEach(vocabulary::addAll);
    SplittableRandom random = new SplittableRandom(seed);
    float[][] bags = new float[labels.length][words()];
    for (int i = 0; i < labels.length; i++) {
      List<String> names = NAMES.get(labels[i]);
      bags[i][vocabulary.indexOf(names.get(random.nextInt(names.size())))]++;
      int fillers = random.nextInt(FEWEST, MOST + 1);
      for (int k = 0; k < fillers; k++) {
        bags[i][random.nextInt(FILLERS.size())]++;
      }
    }
    return bags;
  }
}
