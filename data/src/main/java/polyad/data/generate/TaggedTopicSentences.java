package polyad.data.generate;

import java.util.ArrayList;
import java.util.List;
import polyad.data.TaggedSentences;

/** The language of {@link TopicSentences} with tags that its words' meaning and form decide. */
public final class TaggedTopicSentences {
  private static final int TOPICS_A_KIND = 4;
  private static final List<String> KINDS = List.of("PER", "LOC", "ORG");

  private TaggedTopicSentences() {}

  /** Parts of speech: the form of a content word, {@code M} for markers, {@code F} for the rest. */
  public static TaggedSentences forms(TopicSentences language, long tokens, long seed) {
    return tagged(
        language.draw(tokens, seed),
        (words, at) -> {
          String word = words.get(at);
          if (language.isContent(word)) {
            return "C" + language.parse(word).form();
          }
          return isMarker(language, word) ? "M" : "F";
        });
  }

  /**
   * Names in BIO: a content word of one of the first twelve topics and its marker are a name, whose
   * kind the topic decides, four topics a kind.
   */
  public static TaggedSentences names(TopicSentences language, long tokens, long seed) {
    return tagged(
        language.draw(tokens, seed),
        (words, at) -> {
          int content = contentOf(language, words, at);
          if (content < 0) {
            return "O";
          }
          int kind = language.topic(language.parse(words.get(content))) / TOPICS_A_KIND;
          if (kind >= KINDS.size()) {
            return "O";
          }
          boolean second = content < at || (content == at && isMarkedBefore(language, words, at));
          return (second ? "I-" : "B-") + KINDS.get(kind);
        });
  }

  /** The place of the content word that a word is or marks; −1 for a function word. */
  private static int contentOf(TopicSentences language, List<String> words, int at) {
    String word = words.get(at);
    if (language.isContent(word)) {
      return at;
    }
    if (!isMarker(language, word)) {
      return -1;
    }
    int form = Integer.parseInt(word.substring(language.dialect().length() + 1, word.indexOf('.')));
    return form % 2 == 0 ? at + 1 : at - 1;
  }

  /** Whether a content word's marker stands before it. */
  private static boolean isMarkedBefore(TopicSentences language, List<String> words, int at) {
    return language.parse(words.get(at)).form() % 2 == 0;
  }

  private static boolean isMarker(TopicSentences language, String word) {
    return word.startsWith(language.dialect() + "m");
  }

  /** What a word's tag is. */
  private interface Tagging {
    String tag(List<String> words, int at);
  }

  private static TaggedSentences tagged(List<String> lines, Tagging tagging) {
    List<List<String>> words = new ArrayList<>();
    List<List<String>> tags = new ArrayList<>();
    for (String line : lines) {
      List<String> sentence = List.of(line.split(" ", -1));
      List<String> own = new ArrayList<>();
      for (int at = 0; at < sentence.size(); at++) {
        own.add(tagging.tag(sentence, at));
      }
      words.add(sentence);
      tags.add(own);
    }
    return new TaggedSentences(words, tags);
  }
}
