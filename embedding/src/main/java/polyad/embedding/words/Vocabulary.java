package polyad.embedding.words;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of a corpus by falling count, with their numbers from 0. */
public final class Vocabulary {
  private final List<String> words;
  private final long[] counts;
  private final Map<String, Integer> index;

  /**
   * Words with their counts, in the order given.
   *
   * @throws IllegalArgumentException when a word comes twice or a count is below 0
   */
  public Vocabulary(List<String> words, long[] counts) {
    if (words.size() != counts.length) {
      throw new IllegalArgumentException(
          "%d words have %d counts".formatted(words.size(), counts.length));
    }
    this.words = List.copyOf(words);
    this.counts = counts.clone();
    this.index = HashMap.newHashMap(words.size());
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException("count of '" + words.get(i) + "' is " + counts[i]);
      }
      if (index.put(words.get(i), i) != null) {
        throw new IllegalArgumentException("the word '" + words.get(i) + "' comes twice");
      }
    }
  }

  /** The words that occur at least {@code minCount} times, by falling count, then by spelling. */
  static Vocabulary of(Map<String, long[]> counted, int minCount) {
    List<Map.Entry<String, long[]>> kept =
        counted.entrySet().stream()
            .filter(e -> e.getValue()[0] >= minCount)
            .sorted(
                Comparator.comparingLong((Map.Entry<String, long[]> e) -> -e.getValue()[0])
                    .thenComparing(Map.Entry::getKey))
            .toList();
    return new Vocabulary(
        kept.stream().map(Map.Entry::getKey).toList(),
        kept.stream().mapToLong(e -> e.getValue()[0]).toArray());
  }

  /** The number of words. */
  public int size() {
    return words.size();
  }

  /** All words in order. */
  public List<String> words() {
    return words;
  }

  /** The word of a number. */
  public String word(int id) {
    return words.get(id);
  }

  /** How often a word occurred. */
  public long count(int id) {
    return counts[id];
  }

  /** The number of a word, -1 when it is not known. */
  public int indexOf(String word) {
    return index.getOrDefault(word, -1);
  }

  /** Occurrences of all words. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The probability that an occurrence is kept when frequent words are thinned out: min(1, (√(f/t)
   * + 1)·t/f) with the relative frequency f.
   *
   * @param threshold t, above 0; usual are 1e-5 to 1e-3; infinity keeps all
   */
  public double[] keepProbabilities(double threshold) {
    double total = total();
    return Arrays.stream(counts)
        .mapToDouble(
            c -> {
              double f = c / total;
              boolean whole = f == 0 || Double.isInfinite(threshold);
              return whole ? 1 : Math.min(1, (Math.sqrt(f / threshold) + 1) * threshold / f);
            })
        .toArray();
  }

  /**
   * The distribution of negative samples, proportional to count^power.
   *
   * @param power usually 0.75
   */
  public double[] noise(double power) {
    double[] weights = Arrays.stream(counts).mapToDouble(c -> Math.pow(c, power)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }
}
