package polyad.vision.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import polyad.vision.align.PairCleaner.Pair;
import polyad.vision.align.PairCleaner.Reason;
import polyad.vision.align.PairCleaner.Rules;

class PairCleanerTest {
  private static PairCleaner.Report clean(Rules rules, Pair... pairs) {
    return new PairCleaner(rules, 0b1111L).clean(List.of(pairs));
  }

  private static Pair pair(String image, int width, int height, String caption) {
    return new Pair(image, width, height, -1, caption);
  }

  @Test
  void everyRuleOfOnePairCountsItsDrop() {
    PairCleaner.Report report =
        clean(
            Rules.PAPER,
            pair("good", 300, 300, "a red circle"),
            pair("small", 200, 300, "a blue circle"),
            pair("long", 900, 300, "a green circle"),
            new Pair("twin", 300, 300, 0b1101L, "a grey circle"),
            pair("short", 300, 300, "two words"),
            pair("talk", 300, 300, "word ".repeat(21)));
    assertEquals(List.of("good"), report.kept().stream().map(Pair::image).toList());
    assertEquals(1, report.dropped().get(Reason.SMALL));
    assertEquals(1, report.dropped().get(Reason.ELONGATED));
    assertEquals(1, report.dropped().get(Reason.DUPLICATE));
    assertEquals(1, report.dropped().get(Reason.SHORT));
    assertEquals(1, report.dropped().get(Reason.LONG));
  }

  @Test
  void sharedCaptionsAndRareWordsAreDropped() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      pairs.add(pair("p" + i, 300, 300, "click to enlarge"));
    }
    pairs.add(pair("q", 300, 300, "click to qwxz"));
    PairCleaner.Report report =
        new PairCleaner(new Rules(200, 3, 1000, 10, 3, 20, 5, 4)).clean(pairs);
    assertEquals(11, report.dropped().get(Reason.SHARED_CAPTION));
    assertEquals(1, report.dropped().get(Reason.RARE_WORD));
  }

  @Test
  void theHashTellsWhereBrightnessRises() {
    byte[] rising = new byte[72];
    for (int i = 0; i < 72; i++) {
      rising[i] = (byte) (i % 9 * 28);
    }
    assertEquals(-1L, PairCleaner.hash(rising));
    assertEquals(0L, PairCleaner.hash(new byte[72]));
    assertThrows(IllegalArgumentException.class, () -> PairCleaner.hash(new byte[3]));
  }
}
