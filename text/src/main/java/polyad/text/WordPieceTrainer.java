package polyad.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Learns a WordPiece vocabulary from a corpus: it begins with the special tokens and the
 * characters, then joins the most frequent pair of neighbouring pieces again and again, as the
 * trainer of Hugging Face's {@code tokenizers} does. Ties go to the pair that sorts first, so that
 * the same corpus gives the same vocabulary on every machine.
 */
public final class WordPieceTrainer {
  private final int size;
  private final int minFrequency;
  private final boolean lowerCase;

  private final Map<Pair, Long> counts = new HashMap<>();
  private final Map<Pair, Set<Word>> where = new HashMap<>();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingLong(Candidate::count)
              .reversed()
              .thenComparing(c -> c.pair().left())
              .thenComparing(c -> c.pair().right()));

  private WordPieceTrainer(int size, int minFrequency, boolean lowerCase) {
    this.size = size;
    this.minFrequency = minFrequency;
    this.lowerCase = lowerCase;
  }

  /** Two pieces that stand side by side. */
  private record Pair(String left, String right) {
    String joined() {
      return left + right.substring(WordPiece.CONTINUES.length());
    }
  }

  /** A pair as frequent as it was when it was put into the queue. */
  private record Candidate(Pair pair, long count) {}

  /** A word of the corpus, in the pieces of now. */
  private static final class Word {
    private final long count;
    private List<String> pieces;

    Word(String text, long count) {
      this.count = count;
      pieces = new ArrayList<>();
      text.codePoints()
          .mapToObj(Character::toString)
          .forEach(c -> pieces.add(pieces.isEmpty() ? c : WordPiece.CONTINUES + c));
    }
  }

  /**
   * Learns.
   *
   * @param texts the corpus
   * @param size the most pieces, special tokens included; characters beyond it are left out, rare
   *     ones first
   * @param minFrequency the least number of times that a joined pair stands in the corpus; 1 or
   *     more
   * @param lowerCase whether the model is uncased
   * @throws IllegalArgumentException when the size leaves no room beside the special tokens
   */
  public static WordPiece train(
      Iterable<String> texts, int size, int minFrequency, boolean lowerCase) {
    if (size <= WordPiece.SPECIAL.size() || minFrequency < 1) {
      throw new IllegalArgumentException(
          "vocabulary size, least frequency: %d, %d, allowed: above %d, 1 or more"
              .formatted(size, minFrequency, WordPiece.SPECIAL.size()));
    }
    return new WordPieceTrainer(size, minFrequency, lowerCase).learn(texts);
  }

  private WordPiece learn(Iterable<String> texts) {
    List<Word> words = new ArrayList<>();
    count(texts).forEach((text, count) -> words.add(new Word(text, count)));
    Set<String> vocabulary = new LinkedHashSet<>(WordPiece.SPECIAL);
    vocabulary.addAll(alphabet(words));
    words.forEach(word -> countPairs(word, word.count));
    counts.forEach((pair, count) -> queue.add(new Candidate(pair, count)));
    while (vocabulary.size() < size) {
      Candidate best = queue.poll();
      if (best == null || best.count() < minFrequency) {
        break;
      }
      long now = counts.getOrDefault(best.pair(), 0L);
      if (now == best.count()) {
        vocabulary.add(best.pair().joined());
        join(best.pair());
      } else if (now > 0) {
        queue.add(new Candidate(best.pair(), now));
      }
    }
    return new WordPiece(List.copyOf(vocabulary), lowerCase);
  }

  private Map<String, Long> count(Iterable<String> texts) {
    BasicTokenizer basic = new BasicTokenizer(lowerCase);
    Map<String, Long> words = new TreeMap<>();
    for (String text : texts) {
      basic.words(text).forEach(word -> words.merge(word, 1L, Long::sum));
    }
    return words;
  }

  /** The characters at the beginning and within words, frequent ones first. */
  private List<String> alphabet(List<Word> words) {
    Map<String, Long> characters = new TreeMap<>();
    for (Word word : words) {
      word.pieces.forEach(piece -> characters.merge(piece, word.count, Long::sum));
    }
    return characters.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(size - WordPiece.SPECIAL.size())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Adds a word's pairs to the counts, or takes them away when the factor is negative. */
  private Set<Pair> countPairs(Word word, long factor) {
    Set<Pair> pairs = new LinkedHashSet<>();
    for (int i = 1; i < word.pieces.size(); i++) {
      Pair pair = new Pair(word.pieces.get(i - 1), word.pieces.get(i));
      counts.merge(pair, factor, Long::sum);
      where.computeIfAbsent(pair, p -> new HashSet<>()).add(word);
      pairs.add(pair);
    }
    return pairs;
  }

  private void join(Pair pair) {
    Set<Word> words = where.remove(pair);
    Set<Pair> changed = new LinkedHashSet<>();
    for (Word word : words == null ? Set.<Word>of() : words) {
      countPairs(word, -word.count);
      word.pieces = joined(word.pieces, pair);
      changed.addAll(countPairs(word, word.count));
    }
    counts.remove(pair);
    changed.forEach(p -> queue.add(new Candidate(p, counts.getOrDefault(p, 0L))));
  }

  private static List<String> joined(List<String> pieces, Pair pair) {
    List<String> joined = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      boolean here =
          i + 1 < pieces.size()
              && pieces.get(i).equals(pair.left())
              && pieces.get(i + 1).equals(pair.right());
      joined.add(here ? pair.joined() : pieces.get(i));
      i += here ? 1 : 0;
    }
    return joined;
  }
}
