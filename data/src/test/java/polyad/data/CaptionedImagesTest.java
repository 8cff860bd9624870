package polyad.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionedImagesTest {
  private static final ImageShape SHAPE = new ImageShape(3, 2, 2);

  @TempDir private Path folder;

  private Path archive(String captions, String... pictures) throws IOException {
    Path file = folder.resolve("set.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("captions.csv"));
      zip.write(captions.getBytes(StandardCharsets.UTF_8));
      for (String picture : pictures) {
        zip.putNextEntry(new ZipEntry("images/" + picture));
        var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 16; i++) {
          image.setRGB(i % 4, i / 4, picture.startsWith("red") ? 0xff0000 : 0x0000ff);
        }
        ImageIO.write(image, "png", zip);
      }
    }
    return file;
  }

  private String failure(Path archive) {
    var e = assertThrows(FormatException.class, () -> CaptionedImages.readZip(archive, SHAPE));
    return String.valueOf(e.getMessage());
  }

  @Test
  void captionsAreGatheredByPicture() throws IOException {
    Path archive =
        archive(
            "image,caption\nred.png,\"a red, \"\"plain\"\" thing\"\nblue.png,blue\nred.png,red , all\n",
            "red.png",
            "blue.png");
    CaptionedImages all = CaptionedImages.readZip(archive, SHAPE);
    assertEquals(List.of("blue.png", "red.png"), all.names());
    assertEquals(List.of("a red, \"plain\" thing", "red , all"), all.captions().get(1));
    float[] pixels = new float[24];
    all.copyImage(1, pixels, 12);
    assertEquals(1, pixels[12]);
    assertEquals(0, pixels[23]);
  }

  @Test
  void wrongArchivesAreRefused() throws IOException {
    assertTrue(failure(archive("image,caption\n")).contains("no lines"));
    assertTrue(failure(archive("image,caption\nred.png\n", "red.png")).contains("line 2"));
    assertTrue(failure(archive("image,caption\nred.png, \n", "red.png")).contains("line 2"));
    assertTrue(failure(archive("image,caption\nred.png,red\n")).contains("images/red.png"));
    Path broken = Files.writeString(folder.resolve("broken.zip"), "no zip");
    assertTrue(failure(broken).contains("archive"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CaptionedImages(new byte[3], SHAPE, List.of("a"), List.of(List.of("b"))));
  }

  @Test
  void photographsHaveFiveCaptionsEach() throws IOException {
    Path archive = SharedData.folder("flickr8k-subset").resolve("flickr8k-subset.zip");
    CaptionedImages all = CaptionedImages.readZip(archive, new ImageShape(3, 8, 8));
    assertEquals(677, all.size());
    assertTrue(all.captions().stream().allMatch(own -> own.size() == 5));
  }
}
