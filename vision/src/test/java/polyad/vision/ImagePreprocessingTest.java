package polyad.vision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.UsageException;
import polyad.data.ImageShape;
import polyad.data.RgbImage;
import polyad.tensor.TensorScope;

class ImagePreprocessingTest {
  @TempDir private Path folder;

  private static RgbImage flat(int height, int width, int value) {
    byte[] pixels = new byte[height * width];
    Arrays.fill(pixels, (byte) value);
    return RgbImage.of(pixels, new ImageShape(1, height, width));
  }

  private ImagePreprocessing read(String json) throws IOException {
    return ImagePreprocessing.read(
        Files.writeString(folder.resolve(ImagePreprocessing.FILE), json));
  }

  private static double[] firstPixels(ImagePreprocessing preprocessing, RgbImage picture) {
    try (var _ = TensorScope.open()) {
      double[] all = preprocessing.pixels(List.of(preprocessing.bytes(picture))).toDoubleArray();
      int area = preprocessing.outputHeight() * preprocessing.outputWidth();
      return new double[] {all[0], all[area], all[2 * area]};
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve(ImagePreprocessing.FILE);
    RgbImage picture = flat(300, 500, 77);
    for (ImagePreprocessing one :
        List.of(
            ImagePreprocessing.square(24),
            ImagePreprocessing.align(),
            ImagePreprocessing.clip(32))) {
      one.write(file);
      ImagePreprocessing again = ImagePreprocessing.read(file);
      assertEquals(one.sizing(), again.sizing());
      assertEquals(one.filter(), again.filter());
      assertEquals(one.outputHeight(), again.outputHeight());
      assertArrayEquals(firstPixels(one, picture), firstPixels(again, picture), 1e-6);
    }
  }

  @Test
  void valuesAreThoseOfHuggingFace() throws IOException {
    assertArrayEquals(
        new double[] {100 / 127.5 - 1, 100 / 127.5 - 1, 100 / 127.5 - 1},
        firstPixels(ImagePreprocessing.align(), flat(10, 10, 100)),
        1e-6);
    assertArrayEquals(
        new double[] {
          (100 / 255.0 - 0.48145466) / 0.26862954,
          (100 / 255.0 - 0.4578275) / 0.26130258,
          (100 / 255.0 - 0.40821073) / 0.27577711
        },
        firstPixels(ImagePreprocessing.clip(4), flat(10, 10, 100)),
        1e-6);
    // What the file leaves out: nearest pixels, 346 x 346, divided twice for classifiers.
    ImagePreprocessing usual = read("{}");
    assertEquals(346, usual.outputHeight());
    assertEquals(RgbImage.Filter.NEAREST, usual.filter());
    double value = (100 / 255.0 - 0.5) / 0.25;
    assertArrayEquals(
        new double[] {value, value, value}, firstPixels(usual, flat(4, 4, 100)), 1e-6);
    ImagePreprocessing old =
        read(
            "{\"feature_extractor_type\": \"CLIPFeatureExtractor\", \"size\": 30, \"crop_size\": 20}");
    assertEquals(ImagePreprocessing.Sizing.SHORTEST, old.sizing());
    assertEquals(30, old.height());
    assertEquals(20, old.outputWidth());
  }

  @Test
  void theShorterSideIsScaledAndTheMiddleKept() {
    byte[] ramp = new byte[20 * 10];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i % 20);
    }
    RgbImage wide = RgbImage.of(ramp, new ImageShape(1, 10, 20));
    byte[] middle = ImagePreprocessing.clip(10).bytes(wide);
    for (int x = 0; x < 10; x++) {
      assertEquals(5 + x, middle[x]);
    }
  }

  @Test
  void wrongFilesAreNamed() {
    for (String wrong :
        List.of(
            "{\"image_mean\": [0.5]}",
            "{\"image_std\": [0, 0, 0]}",
            "{\"resample\": 4}",
            "{\"do_resize\": false}",
            "{\"size\": {\"shortest_edge\": 8}}")) {
      var problem = assertThrows(UsageException.class, () -> read(wrong), wrong);
      assertTrue(problem.getMessage().contains(ImagePreprocessing.FILE), problem.getMessage());
    }
  }
}
