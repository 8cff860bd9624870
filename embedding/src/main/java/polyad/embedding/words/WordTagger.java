package polyad.embedding.words;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import polyad.data.TaggedSentences;

/**
 * Tags the words of a sentence by a {@link WindowTagger} over five words with a hidden layer of
 * 100. Word vectors are its initial values, which training moves, or features, which stay.
 */
public final class WordTagger {
  private static final int WINDOW = 2; // words on each side
  private static final int HIDDEN = 100;

  private final Vocabulary vocabulary;
  private final List<String> tags;
  private final WindowTagger tagger;

  /** What the vectors are to the tagger. */
  public enum Use {
    /** They stay as they are. */
    FEATURES,
    /** They are trained along. */
    INITIAL_VALUES
  }

  /**
   * How well sentences were tagged.
   *
   * @param accuracy share of words with the right tag
   * @param nameF1 harmonic mean of precision and recall of whole names in BIO; NaN where there are
   *     none
   */
  public record Score(double accuracy, double nameF1) {}

  private WordTagger(Vocabulary vocabulary, List<String> tags, WindowTagger tagger) {
    this.vocabulary = vocabulary;
    this.tags = tags;
    this.tagger = tagger;
  }

  /**
   * Learns from tagged sentences; words without a vector share one that stands for all of them.
   *
   * @throws IllegalArgumentException when there are no two tags
   */
  public static WordTagger train(
      WordVectors vectors, TaggedSentences sentences, Use use, int epochs, double rate, long seed) {
    List<String> tags = sentences.tagSet();
    if (tags.size() < 2) {
      throw new IllegalArgumentException("tags: found " + tags + ", training needs 2 or more");
    }
    WindowTagger tagger =
        new WindowTagger(vectors, tags.size(), WINDOW, HIDDEN, use == Use.INITIAL_VALUES, seed);
    WordTagger words = new WordTagger(vectors.vocabulary(), tags, tagger);
    int[][] sequences = sentences.words().stream().map(words::encode).toArray(int[][]::new);
    int[][] gold =
        sentences.tags().stream()
            .map(own -> own.stream().mapToInt(tags::indexOf).toArray())
            .toArray(int[][]::new);
    tagger.train(sequences, gold, epochs, rate);
    return words;
  }

  private int[] encode(List<String> words) {
    return words.stream().mapToInt(vocabulary::indexOf).toArray();
  }

  /** The tags of a sentence's words. */
  public List<String> tag(List<String> words) {
    return IntStream.of(tagger.tag(encode(words))).mapToObj(tags::get).toList();
  }

  /** Compares predicted with given tags. */
  public Score score(TaggedSentences sentences) {
    int right = 0;
    int words = 0;
    int both = 0;
    int either = 0;
    for (int s = 0; s < sentences.size(); s++) {
      List<String> expected = sentences.tags().get(s);
      List<String> said = tag(sentences.words().get(s));
      words += said.size();
      for (int i = 0; i < said.size(); i++) {
        right += said.get(i).equals(expected.get(i)) ? 1 : 0;
      }
      Set<Name> there = names(expected);
      Set<Name> found = names(said);
      either += there.size() + found.size();
      found.retainAll(there);
      both += found.size();
    }
    return new Score((double) right / words, either == 0 ? Double.NaN : 2.0 * both / either);
  }

  private record Name(int from, int to, String kind) {}

  /** The names of BIO tags; one that starts with {@code I-} counts as begun there. */
  private static Set<Name> names(List<String> tags) {
    Set<Name> names = new HashSet<>();
    int from = -1;
    for (int i = 0; i <= tags.size(); i++) {
      String tag = i == tags.size() ? "O" : tags.get(i);
      boolean goes = from >= 0 && tag.startsWith("I-") && kind(tag).equals(kind(tags.get(from)));
      if (from >= 0 && !goes) {
        names.add(new Name(from, i, kind(tags.get(from))));
        from = -1;
      }
      if (from < 0 && (tag.startsWith("B-") || tag.startsWith("I-"))) {
        from = i;
      }
    }
    return names;
  }

  private static String kind(String tag) {
    return tag.substring(Math.min(2, tag.length()));
  }
}
