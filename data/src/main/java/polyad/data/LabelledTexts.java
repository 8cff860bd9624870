package polyad.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Texts, each with a label.
 *
 * @param texts words between blanks
 * @param labels as many
 */
public record LabelledTexts(List<String> texts, List<String> labels) {

  /** Checks that there are as many labels as texts. */
  public LabelledTexts {
    texts = List.copyOf(texts);
    labels = List.copyOf(labels);
    if (texts.size() != labels.size()) {
      throw new IllegalArgumentException(
          "%d texts have %d labels".formatted(texts.size(), labels.size()));
    }
  }

  /** The number of texts. */
  public int size() {
    return texts.size();
  }

  /** Some of the texts, in the order of the indices. */
  public LabelledTexts rows(int... indices) {
    return new LabelledTexts(
        Arrays.stream(indices).mapToObj(texts::get).toList(),
        Arrays.stream(indices).mapToObj(labels::get).toList());
  }

  /**
   * Reads UTF-8 lines of a label, a tab and a text; {@code .gz} is unpacked, empty lines are left
   * out. The text may be empty.
   *
   * @throws FormatException naming the line without a tab or without a label
   */
  public static LabelledTexts readTsv(Path file) throws IOException {
    return read(file, TextFiles.lines(file), '\t', "a label, a tab and a text");
  }

  /**
   * Reads lines of a label, a blank and words, as collections of sentences have them. Their bytes
   * may be UTF-8 or, in parts, Latin-1, so that they are read as Latin-1.
   *
   * @throws FormatException naming the line without a blank
   */
  public static LabelledTexts readSpaced(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file, StandardCharsets.ISO_8859_1);
    return read(file, lines, ' ', "a label, a blank and words");
  }

  /**
   * Reads AG News: quoted class, title and description; the text is both in lower case, letters and
   * digits apart from all else.
   */
  public static LabelledTexts readAgNews(Path file) throws IOException {
    CsvTable table = CsvTable.read(file, CsvOptions.DEFAULT.withoutHeader());
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      texts.add(plain(table.cell(row, "1") + " " + table.cell(row, "2")));
    }
    return new LabelledTexts(texts, table.text("0"));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  private static LabelledTexts read(Path file, List<String> lines, char between, String expected)
      throws FormatException {
    List<String> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank()) {
        continue;
      }
      int at = line.indexOf(between);
      if (at < 1) {
        String where = "line " + (i + 1);
        throw new FormatException(file, where, FormatException.quote(line), expected);
      }
      labels.add(line.substring(0, at).strip());
      texts.add(line.substring(at + 1).strip());
    }
    return new LabelledTexts(texts, labels);
  }
}
