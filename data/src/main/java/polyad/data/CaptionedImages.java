package polyad.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Pictures with one or more captions each, in the order of their names.
 *
 * @param pixels all pictures, {@code [N, C, H, W]} row-major, 0 to 255; not copied
 * @param shape of one picture
 * @param names of the files
 * @param captions of each picture
 */
public record CaptionedImages(
    byte[] pixels, ImageShape shape, List<String> names, List<List<String>> captions) {
  private static final String LIST = "captions.csv";

  /** Checks that pixels, names and captions fit together. */
  public CaptionedImages {
    names = List.copyOf(names);
    captions = captions.stream().map(List::copyOf).toList();
    if (captions.size() != names.size() || pixels.length != (long) names.size() * shape.size()) {
      throw new IllegalArgumentException(
          "names, captions, pixels: %d, %d and %d bytes do not fit"
              .formatted(names.size(), captions.size(), pixels.length));
    }
  }

  /**
   * Reads an archive with {@code captions.csv} (a header, then picture, caption) and {@code
   * images/}.
   *
   * @param shape to scale to; one channel gives luma, three give RGB
   * @throws FormatException when the archive is damaged, a line has no caption, or a picture is
   *     missing or unreadable
   */
  public static CaptionedImages readZip(Path archive, ImageShape shape) throws IOException {
    Map<String, List<String>> byName = captions(archive);
    byte[] pixels = new byte[Math.multiplyExact(byName.size(), shape.size())];
    int at = 0;
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (String name : byName.keySet()) {
        ZipEntry entry = zip.getEntry("images/" + name);
        if (entry == null) {
          throw new FormatException(archive, LIST, "picture " + name, "a member images/" + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
          byte[] one = ImageFolder.decode(in, archive, "entry " + entry.getName(), shape);
          System.arraycopy(one, 0, pixels, at, one.length);
          at += one.length;
        }
      }
    } catch (ZipException e) {
      var exception = new FormatException(archive, "", "a damaged archive", "a zip file");
      exception.initCause(e);
      throw exception;
    }
    return new CaptionedImages(
        pixels, shape, List.copyOf(byName.keySet()), List.copyOf(byName.values()));
  }

  private static Map<String, List<String>> captions(Path archive) throws IOException {
    List<String> lines = ZipMember.lines(archive, LIST, StandardCharsets.UTF_8);
    Map<String, List<String>> byName = new TreeMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      int comma = line.indexOf(',');
      if (comma < 1 || line.substring(comma + 1).isBlank()) {
        throw new FormatException(
            archive,
            LIST + ", line " + (i + 1),
            FormatException.quote(line),
            "picture, comma, caption");
      }
      byName
          .computeIfAbsent(line.substring(0, comma), name -> new ArrayList<>())
          .add(unquoted(line.substring(comma + 1).strip()));
    }
    if (byName.isEmpty()) {
      throw new FormatException(archive, LIST, "no lines", "lines of picture, comma, caption");
    }
    return byName;
  }

  private static String unquoted(String cell) {
    boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
  }

  /** How many pictures. */
  public int size() {
    return names.size();
  }

  /** One picture, {@code [C * H * W]} in [0, 1], written to a place of an array. */
  public void copyImage(int index, float[] target, int offset) {
    int from = index * shape.size();
    for (int i = 0; i < shape.size(); i++) {
      target[offset + i] = (pixels[from + i] & 0xff) / 255f;
    }
  }
}
