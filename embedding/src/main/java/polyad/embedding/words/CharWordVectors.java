package polyad.embedding.words;

import java.util.Optional;
import java.util.Set;

/**
 * Vectors of characters and words of one text, for languages such as Chinese where both carry
 * meaning.
 *
 * @param characters absent when only words were trained
 * @param words absent when only characters were trained
 */
public record CharWordVectors(Optional<WordVectors> characters, Optional<WordVectors> words) {
  /** Trains with every word compositional. */
  public static CharWordVectors train(SegmentedCorpus corpus, CharWordOptions options) {
    return train(corpus, options, Set.of());
  }

  /**
   * Trains.
   *
   * @param atomic words whose characters say nothing of their meaning; for {@code composed} only
   * @throws IllegalArgumentException when there is a single character or word, for others are drawn
   *     as negatives
   */
  public static CharWordVectors train(
      SegmentedCorpus corpus, CharWordOptions options, Set<String> atomic) {
    boolean characters = options.mode() != CharWordOptions.Mode.WORDS;
    boolean words = options.mode() != CharWordOptions.Mode.CHARACTERS;
    require(!characters || corpus.characters().size() > 1, "character");
    require(!words || corpus.words().size() > 1, "word");
    CharWordTraining training = new CharWordTraining(corpus, options, atomic);
    training.run();
    return new CharWordVectors(
        characters ? Optional.of(training.characters()) : Optional.empty(),
        words ? Optional.of(training.words()) : Optional.empty());
  }

  private static void require(boolean enough, String what) {
    if (!enough) {
      throw new IllegalArgumentException(
          "the text has a single %s, allowed: 2 or more, for others are drawn as negatives"
              .formatted(what));
    }
  }
}
