package polyad.embedding.matryoshka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.embedding.Nesting;

class CascadeTest {
  private static final Nesting NESTING = new Nesting(new int[] {4, 8, 16});

  @Test
  void rowsStopAtTheFirstConfidentSize() {
    double[][][] p = {
      {{0.9, 0.1}, {0.6, 0.4}, {0.5, 0.5}},
      {{0.1, 0.9}, {0.2, 0.8}, {0.55, 0.45}},
      {{0.5, 0.5}, {0.9, 0.1}, {0.1, 0.9}}
    };
    Cascade.Result result = Cascade.of(NESTING, 0.8, 0.7).predict(p);
    assertArrayEquals(new int[] {0, 1, 2}, result.level());
    assertArrayEquals(new int[] {0, 1, 1}, result.prediction());
    assertEquals((4 + 8 + 16) / 3.0, result.expectedDimension(), 1e-12);
    assertEquals((4 + 12 + 28) / 3.0, result.cumulativeDimension(), 1e-12);
    assertEquals(2 / 3.0, result.accuracy(new int[] {0, 1, 0}), 1e-12);
  }

  @Property(tries = 40)
  void costsLieBetweenTheSmallestAndTheLargestSize(
      @ForAll @IntRange(min = 0, max = 10_000) int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][][] p = new double[3][50][4];
    int[] labels = random.ints(50, 0, 4).toArray();
    for (double[][] head : p) {
      for (double[] row : head) {
        double sum = 0;
        for (int c = 0; c < row.length; c++) {
          row[c] = random.nextDouble() + 1e-3;
          sum += row[c];
        }
        for (int c = 0; c < row.length; c++) {
          row[c] /= sum;
        }
      }
    }
    Cascade cascade = Cascade.fit(NESTING, p, labels, Cascade.Grid.PAPER);
    Cascade.Result result = cascade.predict(p);
    assertTrue(result.expectedDimension() >= 4 && result.expectedDimension() <= 16);
    assertTrue(result.cumulativeDimension() >= result.expectedDimension());
    for (double t : cascade.thresholds()) {
      assertTrue(t >= 0.1 && t <= 1);
    }
  }

  @Test
  void wrongShapesAndGridsAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> new Cascade.Grid(0.1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Cascade.Grid(0.5, 0.1, 3));
    assertThrows(IllegalArgumentException.class, () -> Cascade.of(NESTING, 0.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> Cascade.fit(NESTING, new double[2][1][2], new int[1], Cascade.Grid.PAPER));
  }
}
