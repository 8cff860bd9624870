package polyad.vision.align;

import java.util.ArrayList;
import java.util.List;
import polyad.text.Tokenizer;

/**
 * Texts as tokens of at most so many.
 *
 * @param ids of each text, special tokens included
 * @param cut how many texts lost tokens
 */
record TextTokens(List<int[]> ids, int cut) {
  /** What even an empty text gets: a token in front and one behind. */
  private static final int SPECIAL = 2;

  static TextTokens of(Tokenizer tokenizer, List<String> texts, int maxTokens) {
    List<int[]> ids = new ArrayList<>(texts.size());
    int cut = 0;
    for (String text : texts) {
      Tokenizer.Tokens tokens = tokenizer.encode(text, maxTokens);
      ids.add(tokens.ids());
      cut += tokens.truncated() ? 1 : 0;
    }
    return new TextTokens(ids, cut);
  }

  boolean isWordless(int text) {
    return ids.get(text).length <= SPECIAL;
  }

  /**
   * Refuses texts of which nothing is left.
   *
   * @throws IllegalArgumentException naming the first, counted from 1
   */
  void requireWords() {
    for (int i = 0; i < ids.size(); i++) {
      if (isWordless(i)) {
        throw new IllegalArgumentException("text " + (i + 1) + " has no words");
      }
    }
  }
}
