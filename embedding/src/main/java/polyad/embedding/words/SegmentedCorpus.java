package polyad.embedding.words;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text of words whose characters are known. Words that are too rare for a vector of their own
 * stay in it, since their characters are read.
 */
public final class SegmentedCorpus {
  private final Corpus forms; // every word, by falling count
  private final int words; // forms below this number have vectors of their own
  private final Vocabulary characters;
  private final int[][] spelling; // [forms][characters]

  private SegmentedCorpus(
      Corpus forms, int minCount, Vocabulary characters, int[][] spelling, String name) {
    this.forms = forms;
    this.characters = characters;
    this.spelling = spelling;
    int frequent = 0;
    while (frequent < forms.vocabulary().size() && forms.vocabulary().count(frequent) >= minCount) {
      frequent++;
    }
    if (frequent == 0) {
      throw new IllegalArgumentException(
          "%s: found %d words, none %d times or more; lower minCount or give more text"
              .formatted(name, forms.vocabulary().size(), minCount));
    }
    this.words = frequent;
  }

  /**
   * Reads UTF-8 files, one sentence a line, words between blanks.
   *
   * @param minCount rarer words have no vector of their own; 1 or more
   * @throws IOException when a file cannot be read or holds no word
   */
  public static SegmentedCorpus read(List<Path> files, int minCount) throws IOException {
    return of(Corpus.read(files, 1), minCount, files.toString());
  }

  /**
   * Sentences that are at hand, words between blanks.
   *
   * @throws IllegalArgumentException when no word occurs {@code minCount} times
   */
  public static SegmentedCorpus of(List<String> sentences, int minCount) {
    return of(Corpus.of(sentences, 1), minCount, "the text");
  }

  private static SegmentedCorpus of(Corpus forms, int minCount, String name) {
    Map<String, List<String>> spelling = new HashMap<>();
    for (String word : forms.vocabulary().words()) {
      spelling.put(word, word.codePoints().mapToObj(Character::toString).toList());
    }
    return of(forms, spelling, minCount, name);
  }

  /**
   * Words with lists of characters, or of other parts such as radicals.
   *
   * @param forms every word of the text, read with a minimum count of 1
   * @throws IllegalArgumentException when a word has no characters
   */
  public static SegmentedCorpus of(Corpus forms, Map<String, List<String>> spelling, int minCount) {
    return of(forms, spelling, minCount, "the text");
  }

  private static SegmentedCorpus of(
      Corpus forms, Map<String, List<String>> spelling, int minCount, String name) {
    Vocabulary vocabulary = forms.vocabulary();
    Map<String, long[]> counted = new HashMap<>();
    for (int form = 0; form < vocabulary.size(); form++) {
      for (String character : characters(vocabulary.word(form), spelling)) {
        counted.computeIfAbsent(character, c -> new long[1])[0] += vocabulary.count(form);
      }
    }
    Vocabulary characters = Vocabulary.of(counted, 1);
    int[][] numbers = new int[vocabulary.size()][];
    Arrays.setAll(
        numbers,
        form ->
            characters(vocabulary.word(form), spelling).stream()
                .mapToInt(characters::indexOf)
                .toArray());
    return new SegmentedCorpus(forms, minCount, characters, numbers, name);
  }

  private static List<String> characters(String word, Map<String, List<String>> spelling) {
    List<String> characters = spelling.getOrDefault(word, List.of());
    if (characters.isEmpty()) {
      throw new IllegalArgumentException(
          "the word '" + word + "' has no list of characters, which training on them needs");
    }
    return characters;
  }

  /** Words that have vectors of their own. */
  public Vocabulary words() {
    Vocabulary all = forms.vocabulary();
    long[] counts = new long[words];
    Arrays.setAll(counts, all::count);
    return new Vocabulary(all.words().subList(0, words), counts);
  }

  /** The characters. */
  public Vocabulary characters() {
    return characters;
  }

  /** Every word of the text, those of {@link #words()} first. */
  Corpus forms() {
    return forms;
  }

  /** The numbers of a form's characters. */
  int[] spelling(int form) {
    return spelling[form];
  }

  /** Whether a form has a vector of its own. */
  boolean isWord(int form) {
    return form < words;
  }
}
