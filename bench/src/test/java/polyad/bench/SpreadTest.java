package polyad.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void medianOfOddAndEvenCounts() {
    assertEquals(new Spread(1, 3, 9), Spread.of(List.of(9.0, 1.0, 3.0)));
    assertEquals(new Spread(1, 2.5, 9), Spread.of(List.of(3.0, 9.0, 2.0, 1.0)));
    assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
  }

  @Test
  void ratiosAreOfPairs() {
    // The middle pair is slow on both sides: the ratio of medians would see that, pairs do not.
    Spread ratio = Spread.ofRatios(new double[] {1, 50, 3}, new double[] {2, 100, 2});
    assertEquals(new Spread(0.5, 0.5, 1.5), ratio);
    assertThrows(
        IllegalArgumentException.class, () -> Spread.ofRatios(new double[1], new double[2]));
  }

  @Property
  void medianSplitsTheValues(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 100) Double> values) {
    Spread spread = Spread.of(values);
    long below = values.stream().filter(v -> v < spread.median()).count();
    long above = values.stream().filter(v -> v > spread.median()).count();
    assertTrue(2 * below <= values.size() && 2 * above <= values.size());
    assertTrue(spread.min() <= spread.median() && spread.median() <= spread.max());
    assertTrue(values.contains(spread.min()) && values.contains(spread.max()));
  }

  @Test
  void comparesTurnsOfDifferentLengths() {
    List<Turn> ours = List.of(new Turn(10, 0.1, 0.2), new Turn(10, 0.2, 0.2));
    List<Turn> theirs = List.of(new Turn(5, 0.1, 0.1), new Turn(5, 0.1, 0.1));
    Comparison comparison = new Comparison(Peer.MLP, 1, ours, theirs, "other");
    assertEquals(15, comparison.ourMilliseconds().median(), 1e-9);
    assertEquals(new Spread(0.5, 0.75, 1), comparison.ratio());
    assertEquals(new Spread(1, 1, 1), comparison.cpuRatio());
    assertNull(new Comparison(Peer.MLP, 1, ours, List.of(), null).ratio());
  }
}
