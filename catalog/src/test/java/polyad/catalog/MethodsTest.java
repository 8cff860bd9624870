package polyad.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MethodsTest {
  @Test
  void findsRegisteredMethods() {
    assertEquals("tiny-mean", Methods.find("tiny-mean").card().slug());
    assertEquals(List.of("tiny-mean"), Methods.all().stream().map(m -> m.card().slug()).toList());
  }

  @Test
  void namesTheClosestForAnUnknownOne() {
    UsageException e = assertThrows(UsageException.class, () -> Methods.find("tinymaen"));
    assertEquals("unknown method 'tinymaen': did you mean tiny-mean?", e.getMessage());
    assertThrows(UsageException.class, () -> Methods.find(""));
  }

  @Test
  void ranksNames() {
    List<String> known = List.of("olinear", "matryoshka", "rotation-representations", "timesnet");
    assertEquals(List.of("olinear"), Names.closest("o-linaer", known));
    assertEquals(List.of("rotation-representations"), Names.closest("rotation", known));
    assertTrue(Names.closest("bert", known).isEmpty());
    assertTrue(
        Names.unknown("method", "bert", known).endsWith("rotation-representations, timesnet"));
  }

  @Test
  void refusesABadCard() {
    var card = MethodCard.of("Not A Slug", "T").summary("s").paper("c", 2020);
    assertThrows(IllegalArgumentException.class, card::build);
    var noYear = MethodCard.of("ok", "T").summary("s");
    assertThrows(IllegalArgumentException.class, noYear::build);
  }

  @Test
  void readsProfiles() {
    assertEquals(Profile.SMOKE, Profile.of("Smoke"));
    UsageException e = assertThrows(UsageException.class, () -> Profile.of("huge"));
    assertTrue(String.valueOf(e.getMessage()).contains("smoke, quick or full"));
  }
}
