package polyad.embedding.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.data.TaggedSentences;
import polyad.data.generate.TaggedTopicSentences;
import polyad.data.generate.TopicSentences;

/** Taggers of words and of characters. */
final class WordTaggerTest {
  private static final TopicSentences LANGUAGE = new TopicSentences(16, 3, 2, "", 0.1);

  private static WordVectors vectors(int epochs) {
    Corpus corpus = Corpus.of(LANGUAGE.draw(20_000, 1), 1);
    return WordVectors.train(
        corpus, WordVectorOptions.skipGram().dim(16).epochs(epochs).minCount(1).build());
  }

  @ParameterizedTest
  @EnumSource
  void namesAreLearned(WordTagger.Use use) {
    WordTagger tagger =
        WordTagger.train(
            vectors(4), TaggedTopicSentences.names(LANGUAGE, 1500, 2), use, 8, 0.05, 1);
    WordTagger.Score score = tagger.score(TaggedTopicSentences.names(LANGUAGE, 1000, 3));
    double least = use == WordTagger.Use.FEATURES ? 0.5 : 0.8;
    assertTrue(score.nameF1() > least, score.toString());
    assertTrue(score.accuracy() > least, score.toString());
  }

  @Test
  void wholeNamesCount() {
    List<String> words = List.of("a", "b", "c", "d");
    WordVectors vectors =
        WordVectors.of(
            new Vocabulary(words, new long[] {1, 1, 1, 1}),
            new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1},
            4);
    TaggedSentences gold =
        new TaggedSentences(
            List.of(words, words),
            List.of(List.of("B-X", "I-X", "O", "B-Y"), List.of("B-X", "I-X", "O", "B-Y")));
    WordTagger tagger = WordTagger.train(vectors, gold, WordTagger.Use.FEATURES, 200, 0.1, 1);
    assertEquals(new WordTagger.Score(1, 1), tagger.score(gold));
    TaggedSentences other =
        new TaggedSentences(List.of(words), List.of(List.of("B-X", "O", "O", "B-Y")));
    assertEquals(new WordTagger.Score(0.75, 0.5), tagger.score(other));
    TaggedSentences none = new TaggedSentences(List.of(List.of()), List.of(List.of()));
    assertTrue(Double.isNaN(tagger.score(none).nameF1()));
  }

  @Test
  void oneTagIsRefused() {
    TaggedSentences same = new TaggedSentences(List.of(List.of("a")), List.of(List.of("O")));
    WordVectors vectors =
        WordVectors.of(new Vocabulary(List.of("a"), new long[] {1}), new float[] {1}, 1);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> WordTagger.train(vectors, same, WordTagger.Use.FEATURES, 1, 0.1, 1));
    assertTrue(String.valueOf(e.getMessage()).contains("found [O]"), e.getMessage());
  }

  private static WordSegmenter segmenter() {
    WordVectors characters =
        WordVectors.of(
            new Vocabulary(List.of("a", "b"), new long[] {1, 1}), new float[] {1, 0, 0, 1}, 2);
    return WordSegmenter.train(characters, List.of("ab a", "a ab", "ab ab"), 300, 0.1, 1);
  }

  @Property(tries = 50)
  void wordsTogetherAreTheLine(@ForAll @Size(max = 12) List<Boolean> line) {
    StringBuilder text = new StringBuilder();
    line.forEach(b -> text.append(b ? "a" : "b").append(b ? " " : ""));
    String plain = text.toString().replace(" ", "");
    assertEquals(plain, String.join("", segmenter().segment(text.toString())));
  }

  @Test
  void segmentersAreComparedByWords() {
    assertEquals(List.of("ab", "ab", "a"), segmenter().segment("ababa"));
    WordSegmenter.Score single =
        WordSegmenter.score(
            List.of("ab a"),
            Set.of("a"),
            line -> line.codePoints().mapToObj(Character::toString).toList());
    assertEquals(2.0 / 5, single.f1(), 1e-12);
    assertEquals(0, single.unseenRecall());
  }

  @Test
  void smartcnFindsWordsAndKeepsEveryCharacter() {
    try (SmartChinese smart = new SmartChinese()) {
      assertEquals(
          List.of("\u6211", "\u662f", "\u4e2d\u56fd", "\u4eba", "\u3002"),
          smart.words("\u6211\u662f\u4e2d\u56fd\u4eba\u3002"));
      String mixed = "\uff11\uff19\u5e74 ABC\u3000\u4f60\u597d\uff0cpolyad!";
      assertEquals(mixed.replaceAll("[ \u3000]", ""), String.join("", smart.words(mixed)));
      assertEquals(List.of(), smart.words(""));
    }
  }

  @Property(tries = 100)
  void smartcnLosesNothing(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 0x9000) Integer> codes) {
    StringBuilder line = new StringBuilder();
    codes.forEach(c -> line.appendCodePoint(c < 0x1000 ? ' ' + c % 95 : c));
    try (SmartChinese smart = new SmartChinese()) {
      String plain = line.toString().replaceAll("[\\s\u3000]", "");
      String joined = String.join("", smart.words(line.toString())).replaceAll("[\\s\u3000]", "");
      assertEquals(plain, joined);
    }
  }
}
