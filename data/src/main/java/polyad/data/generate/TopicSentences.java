package polyad.data.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A text whose words have a known meaning and a known form: topics × stems × forms content words
 * {@code s<stem>_<form>}, numbered through all topics. A sentence has one topic; one word in ten is
 * of another. Stems of a topic are drawn by Zipf's law with power 0.7, forms evenly. Each content
 * word has one of six markers of its form beside it: before it for even forms, behind it for odd
 * ones; function words stand between.
 *
 * @param topics number of topics, 2 or more
 * @param stems stems of a topic, 2 or more
 * @param forms forms of a stem, 2 or more
 * @param dialect markers and function words carry it as a prefix, so that texts of two dialects
 *     share content words only; may be empty
 * @param offTopic share of content words of another topic, 0 to 1
 */
public record TopicSentences(int topics, int stems, int forms, String dialect, double offTopic) {
  private static final int MARKERS = 6;
  private static final int FUNCTION_WORDS = 40;
  private static final int SHORTEST = 5;
  private static final int LONGEST = 9;
  private static final double ZIPF = 0.7;

  /** 960 content words: 20 topics of 12 stems in 4 forms. */
  public static final TopicSentences DEFAULT = new TopicSentences(20, 12, 4, "", 0.1);

  /** Checks the numbers. */
  public TopicSentences {
    if (topics < 2 || stems < 2 || forms < 2 || !(offTopic >= 0 && offTopic <= 1)) {
      throw new IllegalArgumentException(
          "topics, stems, forms, offTopic: %d, %d, %d, %s, expected 2 or more and a share"
              .formatted(topics, stems, forms, offTopic));
    }
  }

  /** A content word. */
  public record Word(int stem, int form) {
    /** As it stands in the text. */
    public String text() {
      return "s" + stem + "_" + form;
    }
  }

  /** The number of content words. */
  public int words() {
    return topics * stems * forms;
  }

  /** A content word by its number, 0 to {@link #words()} − 1. */
  public Word word(int number) {
    return new Word(number / forms, number % forms);
  }

  /** The topic of a word. */
  public int topic(Word word) {
    return word.stem() / stems;
  }

  /** Gold similarity: 2 for one topic, 1 more for one form. */
  public double similarity(Word a, Word b) {
    return (topic(a) == topic(b) ? 2 : 0) + (a.form() == b.form() ? 1 : 0);
  }

  /** Whether a text is a content word. */
  public boolean isContent(String text) {
    return text.startsWith("s") && text.indexOf('_') > 0;
  }

  /** The content word of a text of {@link #isContent}. */
  public Word parse(String text) {
    int bar = text.indexOf('_');
    return new Word(
        Integer.parseInt(text.substring(1, bar)), Integer.parseInt(text.substring(bar + 1)));
  }

  /** Sentences of some topics. */
  public List<String> draw(long tokens, long seed) {
    return draw(tokens, 0, topics, seed);
  }

  /**
   * Sentences of the topics from one on up to another, until there are as many tokens.
   *
   * @param tokens at least so many
   */
  public List<String> draw(long tokens, int firstTopic, int endTopic, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] cumulated = zipf(stems);
    List<String> sentences = new ArrayList<>();
    long size = 0;
    while (size < tokens) {
      List<String> words = new ArrayList<>();
      int own = random.nextInt(firstTopic, endTopic);
      int content = random.nextInt(SHORTEST, LONGEST + 1);
      for (int i = 0; i < content; i++) {
        boolean off = random.nextDouble() < offTopic;
        int topic = off ? random.nextInt(firstTopic, endTopic) : own;
        int stem = topic * stems + Draws.rank(cumulated, random);
        addWord(new Word(stem, random.nextInt(forms)), words, random);
      }
      size += words.size();
      sentences.add(String.join(" ", words));
    }
    return sentences;
  }

  private void addWord(Word word, List<String> words, SplittableRandom random) {
    String marker = dialect + "m" + word.form() + "." + random.nextInt(MARKERS);
    if (word.form() % 2 == 0) {
      words.add(marker);
      words.add(word.text());
    } else {
      words.add(word.text());
      words.add(marker);
    }
    if (random.nextBoolean()) {
      words.add(dialect + "f" + random.nextInt(FUNCTION_WORDS));
    }
  }

  private static double[] zipf(int size) {
    double[] cumulated = new double[size];
    double sum = 0;
    for (int k = 0; k < size; k++) {
      sum += Math.pow(k + 1, -ZIPF);
      cumulated[k] = sum;
    }
    for (int k = 0; k < size; k++) {
      cumulated[k] /= sum;
    }
    return cumulated;
  }
}
