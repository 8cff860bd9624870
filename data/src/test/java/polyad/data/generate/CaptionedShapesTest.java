package polyad.data.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaptionedShapesTest {
  private static final int[] ALL = IntStream.range(0, CaptionedShapes.COMBINATIONS).toArray();

  @Test
  void combinationsHaveNumbers() {
    for (int number : ALL) {
      assertEquals(number, CaptionedShapes.Combination.of(number).number());
    }
  }

  @Test
  void noiseIsTheShareOfWrongCaptions() {
    CaptionedShapes.Sample sample = CaptionedShapes.draw(2000, 0.3, ALL, 1);
    long wrong = IntStream.range(0, 2000).filter(i -> sample.wrong()[i]).count();
    assertEquals(0.3, wrong / 2000.0, 0.04);
    assertEquals(2000 * CaptionedShapes.VALUES, sample.pixels().length);
  }

  @Test
  void theSeedDecides() {
    CaptionedShapes.Sample first = CaptionedShapes.draw(20, 0.5, ALL, 7);
    CaptionedShapes.Sample second = CaptionedShapes.draw(20, 0.5, ALL, 7);
    assertEquals(first.captions(), second.captions());
    assertArrayEquals(first.pixels(), second.pixels());
  }

  @Test
  void badNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> CaptionedShapes.draw(0, 0, ALL, 1));
    assertThrows(IllegalArgumentException.class, () -> CaptionedShapes.draw(1, 2, ALL, 1));
    assertThrows(
        IllegalArgumentException.class, () -> CaptionedShapes.draw(1, 0, new int[] {3}, 1));
  }
}
