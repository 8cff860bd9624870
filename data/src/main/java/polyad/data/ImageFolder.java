package polyad.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Images in sub-folders, one sub-folder a class: {@code root/cat/1.png}, {@code root/dog/7.jpg}.
 * Classes and files are taken in name order. Needs no display.
 */
public final class ImageFolder {
  private static final List<String> SUFFIXES = List.of(".png", ".jpg", ".jpeg");

  private ImageFolder() {}

  /**
   * Reads every PNG and JPEG of a folder of class folders and scales it to the shape.
   *
   * @param shape the wanted shape; one channel gives luma, three give RGB
   * @throws FormatException when there is no class folder, no image or an image cannot be decoded
   */
  public static ImageClassificationSet read(Path root, ImageShape shape) throws IOException {
    List<Path> folders = children(root, Files::isDirectory);
    List<String> names = folders.stream().map(f -> String.valueOf(f.getFileName())).toList();
    List<byte[]> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < folders.size(); label++) {
      for (Path file : children(folders.get(label), ImageFolder::isImage)) {
        images.add(image(file, shape));
        labels.add(label);
      }
    }
    if (images.isEmpty()) {
      throw new FormatException(
          root, "", "no images", "a sub-folder a class with .png or .jpg files");
    }
    byte[] pixels = new byte[Math.multiplyExact(images.size(), shape.size())];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, pixels, i * shape.size(), shape.size());
    }
    return new ImageClassificationSet(
        pixels, labels.stream().mapToInt(Integer::intValue).toArray(), shape, names);
  }

  /**
   * Reads one PNG or JPEG, scaled to the shape: {@code [C * H * W]}, 0..255.
   *
   * @throws FormatException when the file cannot be decoded
   */
  public static byte[] image(Path file, ImageShape shape) throws IOException {
    try (InputStream in = FileInput.open(file)) {
      return decode(in, file, "", shape);
    }
  }

  /** Reads one image out of a stream; file and place are for messages. */
  static byte[] decode(InputStream in, Path file, String place, ImageShape shape)
      throws IOException {
    try {
      BufferedImage image = ImageIO.read(in);
      if (image != null) {
        return Resize.toBytes(planes(image, shape.channels()), image, shape);
      }
    } catch (IIOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw unreadable(file, place, e);
    }
    throw unreadable(file, place, null);
  }

  private static FormatException unreadable(Path file, String place, @Nullable Throwable cause) {
    var exception = new FormatException(file, place, "no readable image", "a PNG or JPEG image");
    exception.initCause(cause);
    return exception;
  }

  private static float[][] planes(BufferedImage image, int channels) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    float[][] planes = new float[channels][argb.length];
    for (int i = 0; i < argb.length; i++) {
      int red = argb[i] >> 16 & 0xff;
      int green = argb[i] >> 8 & 0xff;
      int blue = argb[i] & 0xff;
      if (channels == 1) {
        planes[0][i] = 0.299f * red + 0.587f * green + 0.114f * blue; // ITU-R BT.601 luma
      } else {
        planes[0][i] = red;
        planes[1][i] = green;
        planes[2][i] = blue;
      }
    }
    return planes;
  }

  private static List<Path> children(Path folder, Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new FormatException(folder, "", "no such folder", "a folder of class folders");
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(wanted).sorted().toList();
    }
  }

  private static boolean isImage(Path file) {
    return SUFFIXES.stream().anyMatch(FileInput.name(file)::endsWith);
  }
}
