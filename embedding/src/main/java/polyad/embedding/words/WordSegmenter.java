package polyad.embedding.words;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Cuts a line of characters into words: each character begins, continues or ends a word or is one
 * by itself, which a {@link WindowTagger} learns.
 */
public final class WordSegmenter {
  private static final int WINDOW = 2;
  private static final int HIDDEN = 100;
  private static final int BEGIN = 0;
  private static final int MIDDLE = 1;
  private static final int END = 2;
  private static final int SINGLE = 3;

  private final Vocabulary characters;
  private final WindowTagger tagger;

  /**
   * How well words were found.
   *
   * @param f1 harmonic mean of precision and recall of words
   * @param unseenRecall share of the words that training did not see which were found; NaN when
   *     there are none
   */
  public record Score(double f1, double unseenRecall) {}

  private WordSegmenter(Vocabulary characters, WindowTagger tagger) {
    this.characters = characters;
    this.tagger = tagger;
  }

  /**
   * Learns from lines whose words stand between blanks.
   *
   * @param vectors of characters
   */
  public static WordSegmenter train(
      WordVectors vectors, List<String> lines, int epochs, double rate, long seed) {
    WindowTagger tagger = new WindowTagger(vectors, SINGLE + 1, WINDOW, HIDDEN, seed);
    WordSegmenter segmenter = new WordSegmenter(vectors.vocabulary(), tagger);
    int[][] sequences =
        lines.stream().map(line -> segmenter.encode(Corpus.words(line))).toArray(int[][]::new);
    int[][] gold = lines.stream().map(line -> tags(Corpus.words(line))).toArray(int[][]::new);
    tagger.train(sequences, gold, epochs, rate);
    return segmenter;
  }

  private int[] encode(String... words) {
    return String.join("", words)
        .codePoints()
        .map(c -> characters.indexOf(Character.toString(c)))
        .toArray();
  }

  private static int[] tags(String... words) {
    return Arrays.stream(words)
        .flatMapToInt(
            word -> {
              int[] tags = new int[word.codePointCount(0, word.length())];
              Arrays.fill(tags, MIDDLE);
              tags[0] = BEGIN;
              tags[tags.length - 1] = tags.length == 1 ? SINGLE : END;
              return Arrays.stream(tags);
            })
        .toArray();
  }

  /** The words of a line, whose blanks do not count. */
  public List<String> segment(String line) {
    String text = String.join("", Corpus.words(line));
    int[] letters = text.codePoints().toArray();
    return spans(tagger.tag(encode(text))).stream()
        .sorted()
        .map(span -> new String(letters, start(span), end(span) - start(span)))
        .toList();
  }

  /** Compares the words found in lines with those that stand between their blanks. */
  public Score score(List<String> lines, Set<String> seen) {
    return score(lines, seen, this::segment);
  }

  /**
   * Compares the words that any segmenter finds with those that stand between blanks.
   *
   * @param seen words that count as known
   * @param segmenter gets a line without blanks; its words together are the line
   */
  public static Score score(
      List<String> lines, Set<String> seen, Function<String, List<String>> segmenter) {
    int found = 0;
    int right = 0;
    int there = 0;
    int unseen = 0;
    int unseenRight = 0;
    for (String line : lines) {
      String[] words = Corpus.words(line);
      Set<Long> spans = new HashSet<>();
      int at = 0;
      for (String word : segmenter.apply(String.join("", words))) {
        int end = at + word.codePointCount(0, word.length());
        spans.add(span(at, end));
        at = end;
      }
      found += spans.size();
      there += words.length;
      int from = 0;
      for (String word : words) {
        int to = from + word.codePointCount(0, word.length());
        boolean hit = spans.contains(span(from, to));
        right += hit ? 1 : 0;
        if (!seen.contains(word)) {
          unseen++;
          unseenRight += hit ? 1 : 0;
        }
        from = to;
      }
    }
    double recall = unseen == 0 ? Double.NaN : (double) unseenRight / unseen;
    return new Score(2.0 * right / (found + there), recall);
  }

  private static Set<Long> spans(int[] tags) {
    Set<Long> spans = new HashSet<>();
    int from = 0;
    for (int i = 0; i < tags.length; i++) {
      boolean starts = tags[i] == BEGIN || tags[i] == SINGLE;
      if (starts && i > from) {
        spans.add(span(from, i));
        from = i;
      }
      if (tags[i] == END || tags[i] == SINGLE || i == tags.length - 1) {
        spans.add(span(from, i + 1));
        from = i + 1;
      }
    }
    return spans;
  }

  private static long span(int from, int to) {
    return ((long) from << 32) | to;
  }

  private static int start(long span) {
    return (int) (span >>> 32);
  }

  private static int end(long span) {
    return (int) span;
  }
}
