package polyad.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Omniglot: handwritten characters, each a class, in alphabets.
 *
 * @param images all drawings with the character as class; ink 255 on background 0, where the files
 *     have it the other way round
 * @param alphabets the alphabet of each image, {@code [N]}
 * @param alphabetNames the name of each alphabet
 * @param drawers who drew each image, {@code [N]}, from 1
 */
public record Omniglot(
    ImageClassificationSet images, int[] alphabets, List<String> alphabetNames, int[] drawers) {
  private static final Pattern NAME = Pattern.compile("(?:.*/)?([^/]+)/([^/]+)/\\d+_(\\d+)\\.png");

  /** Checks that every image has an alphabet and a drawer. */
  public Omniglot {
    alphabetNames = List.copyOf(alphabetNames);
    if (alphabets.length != images.size() || drawers.length != images.size()) {
      throw new IllegalArgumentException(
          "alphabets, drawers: %d and %d for %d images"
              .formatted(alphabets.length, drawers.length, images.size()));
    }
  }

  private record Drawing(String alphabet, String character, int drawer, byte[] pixels) {}

  /**
   * Reads image archives, {@code <alphabet>/<character>/<number>_<drawer>.png}. Alphabets,
   * characters and drawers come in order.
   *
   * @param archives zip files such as {@code images_background_small1.zip}
   * @param side height and width to scale to, in pixels; the files have 105
   * @throws FormatException when an archive is damaged or holds no drawing
   */
  public static Omniglot read(List<Path> archives, int side) throws IOException {
    ImageShape shape = new ImageShape(1, side, side);
    Map<String, Drawing> unique = new HashMap<>();
    for (Path archive : archives) {
      List<Drawing> own = readArchive(archive, shape);
      own.forEach(drawing -> unique.put(className(drawing) + "/" + drawing.drawer(), drawing));
      if (own.isEmpty()) {
        throw new FormatException(
            archive, "", "no drawing", "entries <alphabet>/<character>/<number>_<drawer>.png");
      }
    }
    List<Drawing> drawings = new ArrayList<>(unique.values());
    drawings.sort(
        Comparator.comparing(Drawing::alphabet)
            .thenComparing(Drawing::character)
            .thenComparingInt(Drawing::drawer));
    return assemble(drawings, shape);
  }

  private static List<Drawing> readArchive(Path archive, ImageShape shape) throws IOException {
    List<Drawing> drawings = new ArrayList<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        Matcher name = NAME.matcher(entry.getName());
        if (name.matches()) {
          try (InputStream in = zip.getInputStream(entry)) {
            byte[] pixels = ImageFolder.decode(in, archive, "entry " + entry.getName(), shape);
            drawings.add(
                new Drawing(
                    name.group(1),
                    name.group(2),
                    Integer.parseInt(name.group(3)),
                    inverted(pixels)));
          }
        }
      }
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(archive.toString(), null, "no such file");
    } catch (ZipException e) {
      var exception = new FormatException(archive, "", "a damaged archive", "a zip file");
      exception.initCause(e);
      throw exception;
    }
    return drawings;
  }

  private static byte[] inverted(byte[] pixels) {
    byte[] ink = new byte[pixels.length];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (byte) (255 - (pixels[i] & 0xff));
    }
    return ink;
  }

  private static Omniglot assemble(List<Drawing> drawings, ImageShape shape) {
    List<String> alphabetNames = drawings.stream().map(Drawing::alphabet).distinct().toList();
    List<String> classNames = drawings.stream().map(Omniglot::className).distinct().toList();
    byte[] pixels = new byte[Math.multiplyExact(drawings.size(), shape.size())];
    int[] labels = new int[drawings.size()];
    int[] alphabets = new int[drawings.size()];
    for (int i = 0; i < labels.length; i++) {
      Drawing drawing = drawings.get(i);
      System.arraycopy(drawing.pixels(), 0, pixels, i * shape.size(), shape.size());
      labels[i] = classNames.indexOf(className(drawing));
      alphabets[i] = alphabetNames.indexOf(drawing.alphabet());
    }
    int[] drawers = drawings.stream().mapToInt(Drawing::drawer).toArray();
    return new Omniglot(
        new ImageClassificationSet(pixels, labels, shape, classNames),
        alphabets,
        alphabetNames,
        drawers);
  }

  private static String className(Drawing drawing) {
    return drawing.alphabet() + "/" + drawing.character();
  }
}
