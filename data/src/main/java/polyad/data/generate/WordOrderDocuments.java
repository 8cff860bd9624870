package polyad.data.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import polyad.data.LabelledTexts;

/**
 * Documents whose class is told by the order of two words that stand together: {@code a<k> b<k>}
 * for one class, {@code b<k> a<k>} for the other. Both classes have the same bags of words. Around
 * the phrase stand fillers by Zipf's law and single words of other phrases, which say nothing.
 *
 * @param phrases different phrases k, 2 or more
 * @param fillers different fillers, 1 or more
 * @param shortest words of a document at least, 6 or more
 * @param longest words at most
 */
public record WordOrderDocuments(int phrases, int fillers, int shortest, int longest) {
  private static final double DISTRACTORS = 0.15;

  /** 12 phrases among 200 fillers, 12 to 24 words. */
  public static final WordOrderDocuments DEFAULT = new WordOrderDocuments(12, 200, 12, 24);

  /** Where the phrase stands. */
  public enum Place {
    /** In any third. */
    ANY,
    /** In the first third. */
    FIRST,
    /** In the second third. */
    MIDDLE,
    /** In the last third. */
    LAST
  }

  /** Checks the numbers. */
  public WordOrderDocuments {
    if (phrases < 2 || fillers < 1 || shortest < 6 || longest < shortest) {
      throw new IllegalArgumentException(
          "phrases, fillers, shortest, longest: %d, %d, %d, %d, expected 2, 1, 6 or more, in order"
              .formatted(phrases, fillers, shortest, longest));
    }
  }

  /** The same with documents of one length. */
  public WordOrderDocuments withLength(int words) {
    return new WordOrderDocuments(phrases, fillers, words, words);
  }

  /** Draws documents, both classes alike. */
  public LabelledTexts draw(int documents, Place place, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int d = 0; d < documents; d++) {
      boolean straight = d % 2 == 0;
      texts.add(document(straight, place, random));
      labels.add(straight ? "ab" : "ba");
    }
    return new LabelledTexts(texts, labels);
  }

  private String document(boolean straight, Place place, SplittableRandom random) {
    int length = random.nextInt(shortest, longest + 1);
    int phrase = random.nextInt(phrases);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      words.add(other(phrase, random));
    }
    int third =
        switch (place) {
          case ANY -> random.nextInt(3);
          case FIRST -> 0;
          case MIDDLE -> 1;
          case LAST -> 2;
        };
    int from = third * length / 3;
    int at = random.nextInt(from, (third + 1) * length / 3 - 1);
    words.set(at, (straight ? "a" : "b") + phrase);
    words.set(at + 1, (straight ? "b" : "a") + phrase);
    return String.join(" ", words);
  }

  private String other(int phrase, SplittableRandom random) {
    if (random.nextDouble() < DISTRACTORS) {
      int another = (phrase + 1 + random.nextInt(phrases - 1)) % phrases;
      return (random.nextBoolean() ? "a" : "b") + another;
    }
    return "w" + (int) (Math.pow(fillers + 1.0, random.nextDouble()) - 1);
  }
}
