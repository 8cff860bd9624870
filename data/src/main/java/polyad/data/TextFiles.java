package polyad.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Plain text: one item a line. {@code .gz} files are unpacked. */
public final class TextFiles {
  private TextFiles() {}

  /** All lines of a UTF-8 file, without line ends. */
  public static List<String> lines(Path file) throws IOException {
    return lines(file, StandardCharsets.UTF_8);
  }

  /**
   * All lines of a file, without line ends and without a leading byte-order mark.
   *
   * @throws FormatException when the bytes are not text in the charset
   */
  public static List<String> lines(Path file, Charset charset) throws IOException {
    List<String> lines = new ArrayList<>();
    forEach(file, charset, lines::add);
    return lines;
  }

  /**
   * Hands on the lines of a UTF-8 file one by one, for files that are too long to be held.
   *
   * @throws FormatException when the bytes are not UTF-8, with the offset of the first wrong one
   */
  public static void forEach(Path file, Consumer<String> action) throws IOException {
    forEach(file, StandardCharsets.UTF_8, action);
  }

  private static void forEach(Path file, Charset charset, Consumer<String> action)
      throws IOException {
    try (BufferedReader reader = FileInput.reader(file, charset)) {
      boolean first = true;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        action.accept(first && line.startsWith("\uFEFF") ? line.substring(1) : line);
        first = false;
      }
    } catch (IOException e) {
      throw FileInput.named(file, charset, e);
    }
  }

  /**
   * Class labels, one non-negative integer a line; blank lines at the end are ignored.
   *
   * @throws FormatException naming the line that is not a label
   */
  public static int[] labels(Path file) throws IOException {
    List<String> lines = lines(file);
    while (!lines.isEmpty() && lines.getLast().isBlank()) {
      lines.removeLast();
    }
    int[] labels = new int[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label(file, i + 1, lines.get(i).strip());
    }
    return labels;
  }

  private static int label(Path file, int line, String text) throws FormatException {
    try {
      int label = Integer.parseInt(text);
      if (label >= 0) {
        return label;
      }
    } catch (NumberFormatException e) {
      // falls through to the one error below
    }
    throw new FormatException(
        file, "line " + line, FormatException.quote(text), "a class label (integer >= 0)");
  }

  /** Writes one item a line in UTF-8. */
  public static void write(Path file, List<String> lines) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          for (String line : lines) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
          }
        });
  }
}
