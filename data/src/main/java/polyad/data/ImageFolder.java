package polyad.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Images in sub-folders, one sub-folder a class: {@code root/cat/1.png}, {@code root/dog/7.jpg}.
 * Classes and files are taken in name order. Needs no display.
 */
public final class ImageFolder {
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
      for (Path file : children(folders.get(label), RgbImage::isPicture)) {
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
    RgbImage image =
        RgbImage.decode(in, file, place)
            .resize(shape.height(), shape.width(), RgbImage.Filter.BILINEAR);
    return shape.channels() == 1 ? image.luma() : image.pixels();
  }

  private static List<Path> children(Path folder, Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new FormatException(folder, "", "no such folder", "a folder of class folders");
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(wanted).sorted().toList();
    }
  }
}
