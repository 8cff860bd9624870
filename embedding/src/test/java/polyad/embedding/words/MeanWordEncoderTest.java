package polyad.embedding.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MeanWordEncoderTest {
  private static final WordVectors VECTORS =
      WordVectors.of(
          new Vocabulary(List.of("red", "blue", "Bonn"), new long[] {3, 2, 1}),
          new float[] {2, 0, 0, 0, 1, 0, 0, 0, 4},
          3);
  private final MeanWordEncoder encoder = new MeanWordEncoder(VECTORS);

  @Test
  void averagesAndNormalises() {
    float[][] rows = encoder.encode(List.of("red", "  Red, (blue)  unknown", "Bonn!"), 3);
    assertArrayEquals(new float[] {1, 0, 0}, rows[0]);
    float root5 = (float) Math.sqrt(5);
    assertArrayEquals(new float[] {2 / root5, 1 / root5, 0}, rows[1], 1e-6f);
    assertArrayEquals(new float[] {0, 0, 1}, rows[2]);
    assertEquals(5, encoder.tokens(List.of("red", "Red, (blue) ? x", " ")));
  }

  @Test
  void embedsWhatHasNoKnownWordAsTheMeanOfAll() {
    float[][] rows = encoder.encode(List.of("", "zzz ... \uD83D\uDE00", "Bonn"), 2);
    float root5 = (float) Math.sqrt(5);
    for (float[] row : rows) {
      assertArrayEquals(new float[] {2 / root5, 1 / root5}, row, 1e-6f);
    }
  }

  @Property(tries = 200)
  void rowsHaveLengthOne(@ForAll String text, @ForAll @IntRange(min = 1, max = 3) int dimension) {
    double squares = 0;
    for (float value : encoder.encode(List.of(text), dimension)[0]) {
      squares += value * value;
    }
    assertEquals(1, squares, 1e-5);
  }

  @Test
  void refusesDimensionsItDoesNotHave() {
    assertThrows(IllegalArgumentException.class, () -> encoder.encode(List.of("a"), 0));
    assertThrows(IllegalArgumentException.class, () -> encoder.encode(List.of("a"), 4));
  }
}
