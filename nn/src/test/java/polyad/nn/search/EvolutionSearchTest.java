package polyad.nn.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class EvolutionSearchTest {
  private static final EvolutionSearch.Options OPTIONS =
      new EvolutionSearch.Options(20, 12, 15, 0.1);

  private static EvolutionSearch space(int places, int high) {
    int[] low = new int[places];
    int[] top = new int[places];
    Arrays.fill(low, 1);
    Arrays.fill(top, high);
    return new EvolutionSearch(low, top, vector -> true);
  }

  private static double score(int[] vector) {
    double score = 0;
    for (int i = 0; i < vector.length; i++) {
      score -= Math.abs(vector[i] - (i % 7 + 1));
    }
    return score;
  }

  @Property(tries = 20)
  void scoresNothingTwiceStaysInRangeAndNeverForgetsTheBest(
      @ForAll @IntRange(min = 1, max = 6) int places, @ForAll long seed) {
    var result = space(places, 8).run(EvolutionSearchTest::score, OPTIONS, seed);
    var vectors = result.evaluated().stream().map(EvolutionSearch.Candidate::vector).toList();
    assertEquals(vectors.size(), new HashSet<>(vectors).size());
    assertTrue(vectors.stream().flatMap(v -> v.stream()).allMatch(d -> d >= 1 && d <= 8));
    var best = result.bestByGeneration();
    for (int g = 1; g < best.size(); g++) {
      assertTrue(best.get(g) >= best.get(g - 1));
    }
    assertEquals(best.getLast(), result.best().score());
    result.evaluated().forEach(c -> assertEquals(score(c.array()), c.score()));
  }

  @Test
  void findsBetterVectorsThanChance() {
    EvolutionSearch space = space(10, 16);
    var evolved = space.run(EvolutionSearchTest::score, OPTIONS, 3);
    var drawn = space.random(EvolutionSearchTest::score, evolved.evaluated().size(), 4);
    assertTrue(evolved.best().score() > drawn.best().score());
    assertEquals(evolved, space.run(EvolutionSearchTest::score, OPTIONS, 3));
  }

  @Test
  void keepsToWhatIsAllowed() {
    var small = new EvolutionSearch(new int[] {1, 1}, new int[] {4, 4}, v -> v[0] + v[1] < 5);
    var result = small.run(EvolutionSearchTest::score, OPTIONS, 1);
    assertTrue(result.evaluated().size() <= 6);
    assertTrue(result.evaluated().stream().allMatch(c -> c.array()[0] + c.array()[1] < 5));
    var nothing = new EvolutionSearch(new int[] {1}, new int[] {4}, v -> false);
    assertThrows(
        IllegalArgumentException.class, () -> nothing.run(EvolutionSearchTest::score, OPTIONS, 1));
    assertThrows(IllegalArgumentException.class, () -> new EvolutionSearch.Options(1, 1, 1, 0.1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EvolutionSearch(new int[] {2}, new int[] {1}, v -> true));
  }
}
