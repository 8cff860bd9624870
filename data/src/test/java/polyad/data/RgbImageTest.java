package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RgbImageTest {
  @TempDir private Path folder;

  private static RgbImage pattern(int height, int width) {
    byte[] pixels = new byte[3 * height * width];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          pixels[(c * height + y) * width + x] = (byte) ((x * 37 + y * 59 + c * 83) % 256);
        }
      }
    }
    return RgbImage.of(pixels, new ImageShape(3, height, width));
  }

  private static int[] firstChannel(RgbImage image) {
    byte[] pixels = image.pixels();
    int[] values = new int[pixels.length / 3];
    Arrays.setAll(values, i -> pixels[i] & 0xff);
    return values;
  }

  /** Expected values are Pillow 9.4's. */
  @Test
  void filtersEqualPillows() {
    RgbImage image = pattern(7, 5);
    assertArrayEquals(
        new int[] {59, 96, 170, 207, 177, 214, 32, 69, 39, 76, 150, 187},
        firstChannel(image.resize(3, 4, RgbImage.Filter.NEAREST)));
    assertArrayEquals(
        new int[] {
          0, 0, 37, 74, 74, 111, 148, 148, 118, 118, 155, 192, 192, 229, 10, 10, 236, 236, 17, 54,
          54, 91, 128, 128, 98, 98, 135, 172, 172, 209, 246, 246
        },
        firstChannel(image.resize(4, 8, RgbImage.Filter.NEAREST)));
    assertArrayEquals(
        new int[] {60, 103, 147, 148, 156, 154, 136, 90, 98, 99, 143, 186},
        firstChannel(image.resize(3, 4, RgbImage.Filter.BILINEAR)));
    assertArrayEquals(
        new int[] {
          31, 47, 70, 93, 117, 140, 156, 167, 123, 139, 162, 185, 186, 165, 108, 66, 180, 138, 86,
          109, 111, 89, 107, 123, 79, 90, 106, 129, 153, 176, 199, 215
        },
        firstChannel(image.resize(4, 8, RgbImage.Filter.BILINEAR)));
    assertArrayEquals(
        new int[] {50, 102, 151, 150, 165, 157, 137, 76, 96, 95, 144, 196},
        firstChannel(image.resize(3, 4, RgbImage.Filter.BICUBIC)));
    assertArrayEquals(
        new int[] {
          22, 37, 63, 85, 112, 142, 165, 177, 125, 143, 173, 200, 201, 168, 97, 54, 196, 145, 81,
          108, 110, 77, 98, 121, 69, 82, 103, 126, 153, 183, 210, 225
        },
        firstChannel(image.resize(4, 8, RgbImage.Filter.BICUBIC)));
  }

  @Property(tries = 50)
  void aFlatPictureStaysFlat(
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll RgbImage.Filter filter) {
    byte[] grey = new byte[15];
    Arrays.fill(grey, (byte) 200);
    RgbImage scaled = RgbImage.of(grey, new ImageShape(1, 3, 5)).resize(height, width, filter);
    for (int value : firstChannel(scaled)) {
      assertEquals(200, value);
    }
  }

  @Test
  void theMiddleIsCutOutAndSmallPicturesGetABorder() {
    RgbImage image = pattern(4, 3);
    assertArrayEquals(
        new int[] {(37 + 59) % 256, (37 + 118) % 256}, firstChannel(image.centreCrop(2, 1)));
    int[] wide = firstChannel(image.centreCrop(4, 6)); // 2 columns left, 1 right
    assertArrayEquals(new int[] {0, 0, 0, 37, 74, 0}, Arrays.copyOf(wide, 6));
  }

  @Test
  void greyFilesKeepTheirValues() throws IOException {
    var grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    grey.getRaster().setSample(1, 0, 0, 7);
    Path file = folder.resolve("grey.png");
    ImageIO.write(grey, "png", file.toFile());
    assertArrayEquals(new byte[] {100, 7, 100, 7, 100, 7}, RgbImage.read(file).pixels());
    assertArrayEquals(new byte[] {100, 7}, RgbImage.read(file).luma());
  }

  @Test
  void emptyAndForeignFilesAreNamed() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.png"));
    Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");
    for (Path file : List.of(empty, text)) {
      var problem = assertThrows(FormatException.class, () -> RgbImage.read(file));
      assertTrue(problem.getMessage().startsWith(file.toString()), problem.getMessage());
    }
    assertEquals(List.of(empty, text), RgbImage.files(folder));
    assertThrows(FormatException.class, () -> RgbImage.files(folder.resolve("none")));
    assertThrows(
        IllegalArgumentException.class, () -> RgbImage.of(new byte[5], new ImageShape(1, 2, 2)));
  }
}
