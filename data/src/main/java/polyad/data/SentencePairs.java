package polyad.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sentences that belong together: pairs with a score, triples of a sentence, one that means the
 * same and one that does not, or pairs that mean the same.
 *
 * @param format which of these
 * @param columns two lists of sentences, or three of triples, all as long
 * @param labels a score for each scored pair, else empty
 */
public record SentencePairs(Format format, List<List<String>> columns, double[] labels) {
  /** What a row holds. */
  public enum Format {
    /** text1, text2, label: AnglE's format A. */
    SCORED,
    /** text, positive, negative: AnglE's format B. */
    TRIPLES,
    /** text, positive: AnglE's format C. */
    PAIRS
  }

  /** Checks that every row is whole. */
  public SentencePairs {
    columns = columns.stream().map(List::copyOf).toList();
    int wanted = format == Format.TRIPLES ? 3 : 2;
    int rows = columns.isEmpty() ? 0 : columns.getFirst().size();
    if (columns.size() != wanted || columns.stream().anyMatch(c -> c.size() != rows)) {
      throw new IllegalArgumentException(
          "columns: %s, expected %d as long as each other"
              .formatted(columns.stream().map(List::size).toList(), wanted));
    }
    if (labels.length != (format == Format.SCORED ? rows : 0)) {
      throw new IllegalArgumentException(
          "labels: " + labels.length + " for " + rows + " rows of " + format);
    }
  }

  /** Pairs with scores. */
  public static SentencePairs scored(List<String> first, List<String> second, double... scores) {
    return new SentencePairs(Format.SCORED, List.of(first, second), scores);
  }

  /** Triples. */
  public static SentencePairs triples(
      List<String> text, List<String> positive, List<String> negative) {
    return new SentencePairs(Format.TRIPLES, List.of(text, positive, negative), new double[0]);
  }

  /** Pairs that mean the same. */
  public static SentencePairs pairs(List<String> text, List<String> positive) {
    return new SentencePairs(Format.PAIRS, List.of(text, positive), new double[0]);
  }

  /** The number of rows. */
  public int size() {
    return columns.getFirst().size();
  }

  /** Sentences of a row: 2 or 3. */
  public int width() {
    return columns.size();
  }

  /** Some of the rows, in the order of the indices. */
  public SentencePairs rows(int... indices) {
    return new SentencePairs(
        format,
        columns.stream().map(c -> Arrays.stream(indices).mapToObj(c::get).toList()).toList(),
        labels.length == 0 ? labels : Arrays.stream(indices).mapToDouble(i -> labels[i]).toArray());
  }

  /** All sentences, row by row: the text of row i at place j is number i·width + j. */
  public List<String> sentences() {
    return IntStream.range(0, size() * width())
        .mapToObj(k -> columns.get(k % width()).get(k / width()))
        .toList();
  }
}
