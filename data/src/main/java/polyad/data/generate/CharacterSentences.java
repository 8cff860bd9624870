package polyad.data.generate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A text in the manner of Chinese: words of one to three characters whose meaning is mostly that of
 * their head. Three hundred characters form thirty groups of meaning, which belong to twelve topics
 * in turn; a word has the topic of its head, its last character, and any characters before it. A
 * fifth of the words have any topic, whatever their head. A sentence has 8 to 16 words of one
 * topic, one in ten of another, and function characters between them.
 *
 * @param characters number of characters with a meaning
 * @param groups groups of meaning
 * @param words number of words
 * @param topics number of topics
 */
public record CharacterSentences(int characters, int groups, int words, int topics) {
  private static final int FUNCTION_CHARACTERS = 20;
  private static final double FUNCTION_SHARE = 0.15;
  private static final double OFF_TOPIC = 0.1;
  private static final double OPAQUE = 0.2;
  private static final int FIRST = 0x4E00; // of the CJK ideographs

  /** 300 characters, 30 groups, 800 words, 12 topics. */
  public static final CharacterSentences DEFAULT = new CharacterSentences(300, 30, 800, 12);

  /** Checks the numbers. */
  public CharacterSentences {
    if (groups < 1 || characters < groups || topics < 2 || words < topics || groups < topics) {
      throw new IllegalArgumentException(
          "characters, groups, words, topics: %d, %d, %d, %d, expected characters ≥ groups ≥ topics"
                  .formatted(characters, groups, words, topics)
              + " ≥ 2 and words ≥ topics");
    }
  }

  /**
   * A text.
   *
   * @param sentences words between blanks, the gold segmentation
   * @param topics of the sentences
   * @param opaque words whose characters do not tell their meaning
   */
  public record Sample(List<String> sentences, List<Integer> topics, Set<String> opaque) {}

  /** The words of a language and their topics. */
  private record Lexicon(List<List<String>> byTopic, Set<String> opaque) {}

  /**
   * Draws sentences; the language depends on its own seed alone.
   *
   * @param language seed of the words
   * @param seed of the sentences
   */
  public Sample draw(int sentences, long language, long seed) {
    Lexicon lexicon = lexicon(new SplittableRandom(language));
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int s = 0; s < sentences; s++) {
      int own = random.nextInt(topics);
      int length = random.nextInt(8, 17);
      List<String> line = new ArrayList<>();
      while (line.size() < length) {
        if (random.nextDouble() < FUNCTION_SHARE) {
          line.add(character(characters + random.nextInt(FUNCTION_CHARACTERS)));
        } else {
          int topic = random.nextDouble() < OFF_TOPIC ? random.nextInt(topics) : own;
          List<String> candidates = lexicon.byTopic().get(topic);
          line.add(candidates.get(zipf(candidates.size(), random)));
        }
      }
      lines.add(String.join(" ", line));
      labels.add(own);
    }
    return new Sample(lines, labels, lexicon.opaque());
  }

  private Lexicon lexicon(SplittableRandom random) {
    List<List<String>> byTopic = new ArrayList<>();
    for (int t = 0; t < topics; t++) {
      byTopic.add(new ArrayList<>());
    }
    Set<String> known = new HashSet<>();
    Set<String> opaque = new HashSet<>();
    while (known.size() < words) {
      boolean plain = random.nextDouble() >= OPAQUE;
      int group = random.nextInt(groups);
      int length = 1 + random.nextInt(3);
      StringBuilder word = new StringBuilder();
      for (int k = 0; k < length; k++) {
        boolean head = plain && k == length - 1;
        int from = head ? group : random.nextInt(groups);
        int member = random.nextInt(characters / groups);
        word.append(character(from + groups * member));
      }
      String text = word.toString();
      if (known.add(text)) {
        byTopic.get(plain ? group % topics : random.nextInt(topics)).add(text);
        if (!plain) {
          opaque.add(text);
        }
      }
    }
    return new Lexicon(byTopic, opaque);
  }

  private static String character(int number) {
    return Character.toString(FIRST + number);
  }

  /** A rank of 0 to size − 1 by Zipf's law, by inversion of its continuous form. */
  private static int zipf(int size, SplittableRandom random) {
    double rank = Math.pow(size + 1.0, random.nextDouble());
    return Math.min(size - 1, (int) rank - 1);
  }
}
