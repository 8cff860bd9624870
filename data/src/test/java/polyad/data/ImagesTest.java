package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  @TempDir Path folder;

  private static String failure(Executable action) {
    return String.valueOf(assertThrows(FormatException.class, action).getMessage());
  }

  @Test
  void readsIdxOfSeveralTypes() throws IOException {
    Path shorts =
        Files.write(
            folder.resolve("s.idx"),
            new byte[] {0, 0, 0x0B, 1, 0, 0, 0, 2, 0, 5, (byte) 255, (byte) 254});
    IdxArray array = Idx.read(shorts);
    assertArrayEquals(new int[] {2}, array.shape());
    assertArrayEquals(new float[] {5, -2}, array.floats());
    assertThrows(IllegalStateException.class, array::bytes);
  }

  @Test
  void refusesBrokenIdx() throws IOException {
    Path magic = Files.write(folder.resolve("m"), new byte[] {1, 2, 3, 4});
    assertTrue(failure(() -> Idx.read(magic)).contains("byte 0: found 01 02 03 04"));
    Path type = Files.write(folder.resolve("t"), new byte[] {0, 0, 7, 1, 0, 0, 0, 0});
    assertTrue(failure(() -> Idx.read(type)).contains("byte 2"));
    Path cut = Files.write(folder.resolve("c"), new byte[] {0, 0, 8, 1, 0, 0, 0, 9, 1});
    assertTrue(failure(() -> Idx.read(cut)).contains("found 1 bytes, expected 9 bytes"));
    Path more = Files.write(folder.resolve("l"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 1, 2});
    assertTrue(failure(() -> Idx.read(more)).contains("more than 1 bytes"));
    byte[] claim = {0, 0, 8, 2, 127, 0, 0, 0, 127, 0, 0, 0, 1};
    Path huge = Files.write(folder.resolve("h"), claim);
    assertTrue(failure(() -> Idx.read(huge)).contains("2 GiB"));
  }

  @Property(tries = 300)
  void anyBytesAreReadOrRefused(@ForAll byte[] tail, @ForAll byte type, @ForAll byte dimensions)
      throws IOException {
    byte[] bytes = new byte[4 + tail.length];
    bytes[2] = type;
    bytes[3] = dimensions;
    System.arraycopy(tail, 0, bytes, 4, tail.length);
    Path file = Files.createTempFile("fuzz", ".idx");
    try {
      Files.write(file, bytes);
      assertTrue(Idx.read(file).size() <= tail.length);
    } catch (FormatException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("expected"));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void readsFashionMnist() throws IOException {
    ImageClassificationSet test =
        ImageClassificationSet.fashionMnistTest(SharedData.folder("fashion-mnist"));
    assertEquals(10_000, test.size());
    assertEquals(new ImageShape(1, 28, 28), test.shape());
    int[] counts = new int[10];
    Arrays.stream(test.labels()).forEach(label -> counts[label]++);
    assertArrayEquals(
        new int[] {1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000}, counts);
    float[] image = test.image(0);
    assertEquals(784, image.length);
    float[] batch = test.batch(new int[] {7, 0});
    assertArrayEquals(image, Arrays.copyOfRange(batch, 784, 1568));
    assertEquals(9, test.labels()[0]);
    ImageClassificationSet chosen = test.select(new int[] {3, 0});
    assertArrayEquals(image, chosen.image(1));
    assertEquals(10_000, ImageClassificationSet.mnistTest(SharedData.folder("mnist")).size());
  }

  @Test
  void readsOmniglotWithItsAlphabets() throws IOException {
    Path archives = SharedData.folder("omniglot");
    Omniglot set =
        Omniglot.read(
            List.of(
                archives.resolve("images_background_small1.zip"),
                archives.resolve("images_background_small2.zip")),
            28);
    assertEquals(2720 + 3120 - 1000, set.images().size(), "both archives hold Greek and Latin");
    assertEquals(136 + 156 - 50, set.images().classes());
    assertTrue(set.alphabetNames().contains("Balinese"));
    assertEquals(20, Arrays.stream(set.drawers()).max().orElseThrow());
    double ink = 0;
    for (float pixel : set.images().image(0)) {
      ink += pixel / 784;
    }
    assertTrue(ink > 0.01 && ink < 0.3, "most of a drawing is background: " + ink);
  }

  @Test
  void refusesDamagedArchives() throws IOException {
    Path bad = Files.write(folder.resolve("bad.zip"), new byte[] {'P', 'K', 3, 4, 0});
    assertTrue(failure(() -> Omniglot.read(List.of(bad), 28)).contains("a damaged archive"));
    assertThrows(
        NoSuchFileException.class, () -> Omniglot.read(List.of(folder.resolve("none.zip")), 28));
  }

  @Test
  void readsCifar() throws IOException {
    Path file = SharedData.folder("cifar10-subset").resolve("test_batch_first1000.bin.gz");
    ImageClassificationSet set = Cifar.read(file);
    assertEquals(1000, set.size());
    assertEquals("cat", set.classNames().get(set.labels()[0]));
    Path bad = Files.write(folder.resolve("bad.bin"), new byte[3072]);
    assertTrue(failure(() -> Cifar.read(bad)).contains("3072 bytes"));
  }

  private void png(String name, int width, int height, int rgb) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x < width / 2 ? rgb : 0);
      }
    }
    assertTrue(ImageIO.write(image, "png", file.toFile()));
  }

  @Test
  void readsImageFolders() throws IOException {
    png("dog/1.png", 16, 8, 0xff0000);
    png("cat/2.png", 8, 16, 0xffffff);
    png("cat/1.png", 2, 2, 0x00ff00);
    ImageClassificationSet set = ImageFolder.read(folder, new ImageShape(3, 4, 4));
    assertEquals(List.of("cat", "dog"), set.classNames());
    assertArrayEquals(new int[] {0, 0, 1}, set.labels());
    float[] dog = set.image(2);
    assertEquals(1f, dog[0], 1e-6);
    assertEquals(0f, dog[3], 1e-6);
    assertEquals(0f, dog[16], 1e-6);
    ImageClassificationSet grey = ImageFolder.read(folder, new ImageShape(1, 4, 4));
    assertEquals(0.299f, grey.image(2)[0], 0.003);
    Files.writeString(folder.resolve("cat/3.png"), "not an image");
    assertTrue(
        failure(() -> ImageFolder.read(folder, new ImageShape(1, 4, 4)))
            .contains("no readable image"));
  }

  @Test
  void resizingKeepsAConstantImageConstant() throws IOException {
    BufferedImage image = new BufferedImage(17, 5, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 85; i++) {
      image.setRGB(i % 17, i / 17, 0x808080);
    }
    Path file = folder.resolve("grey.png");
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    for (int side : new int[] {1, 3, 17, 40}) {
      byte[] pixels = ImageFolder.image(file, new ImageShape(3, side, side + 1));
      for (byte pixel : pixels) {
        assertEquals(0x80, pixel & 0xff);
      }
    }
  }

  @Test
  void emptyFoldersAreRefused() {
    assertTrue(
        failure(() -> ImageFolder.read(folder, new ImageShape(1, 2, 2))).contains("no images"));
    assertTrue(
        failure(() -> ImageFolder.read(folder.resolve("x"), new ImageShape(1, 2, 2)))
            .contains("no such folder"));
  }

  @Test
  void readsLabels() throws IOException {
    Path file = Files.writeString(folder.resolve("l.txt"), "3\n0\n 7 \n\n");
    assertArrayEquals(new int[] {3, 0, 7}, TextFiles.labels(file));
    Path bad = Files.writeString(folder.resolve("b.txt"), "3\n-1\n");
    assertTrue(failure(() -> TextFiles.labels(bad)).contains("line 2: found '-1'"));
  }
}
