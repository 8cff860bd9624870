package polyad.vision.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class AugmentationTest {
  private static final int SIDE = 6;

  /** The picture moved by hand, its edge repeated. */
  private static float[] moved(float[] picture, int down, int right) {
    float[] result = new float[picture.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int fromY = Math.clamp(y - down, 0, SIDE - 1);
        int fromX = Math.clamp(x - right, 0, SIDE - 1);
        result[y * SIDE + x] = picture[fromY * SIDE + fromX];
      }
    }
    return result;
  }

  @Property(tries = 25)
  void everyPictureIsMovedByAtMostTheShift(
      @ForAll @IntRange(min = 1, max = 3) int shift,
      @ForAll @IntRange(min = 0, max = 99) int seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      Tensor pixels = Tensor.randn(rng, 5, 1, SIDE, SIDE);
      Tensor changed = new Augmentation(shift, false).apply(pixels, rng);
      for (int i = 0; i < 5; i++) {
        float[] before = pixels.get(i).toFloatArray();
        float[] after = changed.get(i).toFloatArray();
        boolean found = false;
        for (int down = -shift; down <= shift; down++) {
          for (int right = -shift; right <= shift; right++) {
            found |= Arrays.equals(moved(before, down, right), after);
          }
        }
        assertTrue(found, "picture " + i);
      }
    }
  }

  @Test
  void channelsMoveTogetherAndPicturesApart() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(1);
      Tensor one = Tensor.randn(rng, 1, 1, SIDE, SIDE);
      Tensor changed = new Augmentation(2, false).apply(one.expand(40, 3, SIDE, SIDE), rng);
      Set<String> different = new HashSet<>();
      for (int i = 0; i < 40; i++) {
        float[][] planes = changed.get(i).flatten(1, 2).toFloatMatrix();
        assertArrayEquals(planes[0], planes[2]);
        different.add(Arrays.toString(planes[0]));
      }
      assertTrue(different.size() > 10, different.size() + " different pictures");
    }
  }

  @Test
  void mirroringIsOptional() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(1);
      Tensor pixels = Tensor.randn(rng, 64, 1, SIDE, SIDE);
      byte[] before = rng.state();
      assertSame(pixels, new Augmentation(0, false).apply(pixels, rng));
      assertArrayEquals(before, rng.state());
      Tensor changed = new Augmentation(0, true).apply(pixels, rng);
      int mirrored = 0;
      for (int i = 0; i < 64; i++) {
        float[] found = changed.get(i).toFloatArray();
        boolean same = Arrays.equals(pixels.get(i).toFloatArray(), found);
        boolean turned = Arrays.equals(pixels.get(i).flip(2).toFloatArray(), found);
        assertTrue(same || turned);
        mirrored += turned ? 1 : 0;
      }
      assertEquals(32, mirrored, 16);
    }
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(-1, false));
  }
}
