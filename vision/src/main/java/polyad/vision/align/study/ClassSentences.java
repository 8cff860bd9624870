package polyad.vision.align.study;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Captions made of the name of a picture's class, some of them wrong. */
final class ClassSentences {
  private final List<String> patterns;
  private final List<String> names;

  /**
   * For classes of these names.
   *
   * @param patterns with {@code %s} for the name; the first is the plain one
   */
  ClassSentences(List<String> patterns, List<String> names) {
    this.patterns = List.copyOf(patterns);
    this.names = List.copyOf(names);
  }

  /** All sentences about a class. */
  List<String> prompts(int label) {
    return patterns.stream().map(p -> p.replace("%s", names.get(label))).toList();
  }

  /** Every sentence about every class. */
  List<String> all() {
    return IntStream.range(0, names.size()).boxed().flatMap(c -> prompts(c).stream()).toList();
  }

  /**
   * One sentence a picture.
   *
   * @param noise share of sentences about another class, 0 to 1
   */
  List<String> draw(int[] labels, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> captions = new ArrayList<>();
    for (int label : labels) {
      int told = label;
      if (random.nextDouble() < noise) {
        told = (label + 1 + random.nextInt(names.size() - 1)) % names.size();
      }
      captions.add(prompts(told).get(random.nextInt(patterns.size())));
    }
    return captions;
  }
}
