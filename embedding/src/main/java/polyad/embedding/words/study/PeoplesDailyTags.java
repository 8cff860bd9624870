package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import polyad.data.TaggedSentences;

/** Two tasks that the tags of the People's Daily hold. */
final class PeoplesDailyTags {
  private static final Map<String, String> NAMES = Map.of("nr", "PER", "ns", "LOC", "nt", "ORG");

  private PeoplesDailyTags() {}

  /** Parts of speech: the first letter of each tag. */
  static TaggedSentences coarse(TaggedSentences sentences) {
    UnaryOperator<String> first = tag -> tag.substring(0, 1).toLowerCase(Locale.ROOT);
    return new TaggedSentences(
        sentences.words(),
        sentences.tags().stream().map(tags -> tags.stream().map(first).toList()).toList());
  }

  /** Names of persons, places and organisations in BIO; a family and a given name are one. */
  static TaggedSentences names(TaggedSentences sentences) {
    List<List<String>> all = new ArrayList<>();
    for (List<String> tags : sentences.tags()) {
      List<String> own = new ArrayList<>();
      boolean second = false; // a person's name has begun with the word before
      for (String tag : tags) {
        String kind = NAMES.get(tag);
        boolean person = tag.equals("nr");
        own.add(kind == null ? "O" : (person && second ? "I-" : "B-") + kind);
        second = person && !second;
      }
      all.add(own);
    }
    return new TaggedSentences(sentences.words(), all);
  }
}
