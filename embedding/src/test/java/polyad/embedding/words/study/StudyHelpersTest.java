package polyad.embedding.words.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import polyad.data.TaggedSentences;

/** What the sections of the study share. */
final class StudyHelpersTest {
  @Test
  void gainsAreSharesOfTheBest() {
    Map<String, Double> random = Map.of("a", 0.2, "b", 0.5);
    Map<String, Double> good = Map.of("a", 0.6, "b", 0.5);
    Map<String, Double> half = Map.of("a", 0.4, "b", 0.4);
    GainRatio ratio = new GainRatio(random, List.of(good, half));
    assertEquals(1, ratio.of(good, "a"), 1e-12);
    assertEquals(0.5, ratio.of(half, "a"), 1e-12);
    assertTrue(Double.isNaN(ratio.of(half, "b")), "nothing is better than random");
    GainRatio without = new GainRatio(random, List.of(good, Map.of("a", Double.NaN)));
    assertEquals(1, without.of(good, "a"), 1e-12);
  }

  @Test
  void partsSideBySideKeepTheirOrderAndTellFailures() throws Exception {
    List<Callable<Integer>> parts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int own = i;
      parts.add(() -> own * own);
    }
    List<Integer> results = SideBySide.all(parts);
    assertEquals(361, results.getLast());
    assertEquals(20, results.size());
    parts.add(
        () -> {
          throw new IOException("no more");
        });
    var e = assertThrows(IOException.class, () -> SideBySide.all(parts));
    assertEquals("no more", e.getMessage());
  }

  @Test
  void familyAndGivenNameAreOne() {
    TaggedSentences tagged =
        new TaggedSentences(
            List.of(List.of("a", "b", "c", "d", "e")),
            List.of(List.of("nr", "nr", "nr", "Vg", "ns")));
    assertEquals(
        List.of(List.of("B-PER", "I-PER", "B-PER", "O", "B-LOC")),
        PeoplesDailyTags.names(tagged).tags());
    assertEquals(List.of(List.of("n", "n", "n", "v", "n")), PeoplesDailyTags.coarse(tagged).tags());
  }

  @Test
  void publicChineseTextsAreSplitByTime() throws IOException {
    Path data = Path.of(System.getProperty("polyad.shared", ""), "data");
    assumeTrue(Files.isDirectory(data.resolve("zh-people-daily-199801")), "no public texts");
    ChineseTexts texts = ChineseTexts.open(data).orElseThrow();
    assertTrue(texts.pages().size() > 1500, "" + texts.pages().size());
    assertEquals(
        List.of("02", "03", "04", "05", "06", "07", "08"),
        texts.testPages().labels().stream().distinct().sorted().toList());
    assertEquals(240, texts.wordsim240().size());
    assertEquals(953, texts.analogies().size());
  }
}
