package polyad.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads lines of whole numbers and, after them, a value: {@code i_1 ... i_K y}, separated by
 * blanks. Lines that start with {@code #} and blank lines are skipped.
 */
final class CellLines {
  private final Path file;
  private final int base;
  private int[][] indexes = new int[0][];
  private double[] values = new double[0];
  private int[] lines = new int[1 << 10];
  private int cells;

  CellLines(Path file, int base) {
    this.file = file;
    this.base = base;
  }

  /** Reads a whole file whose last column is the value. */
  void readAll() throws IOException {
    try (BufferedReader reader = FileInput.reader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        accept(line, ++number);
      }
    } catch (IOException e) {
      throw FileInput.named(file, StandardCharsets.UTF_8, e);
    }
    if (cells == 0) {
      throw new FormatException(file, "", "no cell", "lines of indexes and a value");
    }
  }

  /** Takes in one line. */
  void accept(String line, int number) throws FormatException {
    String text = line.strip();
    if (text.isEmpty() || text.charAt(0) == '#') {
      return;
    }
    String[] words = text.split("\\s+", -1);
    if (cells == 0) {
      start(words, number);
    }
    if (words.length != indexes.length + 1) {
      throw new FormatException(
          file,
          "line " + number,
          words.length + " columns",
          (indexes.length + 1) + " as in the first line");
    }
    grow();
    for (int k = 0; k < indexes.length; k++) {
      indexes[k][cells] = index(file, number, k, words[k], base);
    }
    values[cells] = CsvTable.parse(words[indexes.length]);
    if (Double.isNaN(values[cells])) {
      throw new FormatException(
          file,
          "line " + number + ", column " + words.length,
          FormatException.quote(words[indexes.length]),
          "a finite number");
    }
    lines[cells++] = number;
  }

  private void start(String[] words, int number) throws FormatException {
    if (words.length < 3) {
      throw new FormatException(
          file, "line " + number, words.length + " columns", "2 or more indexes and a value");
    }
    indexes = new int[words.length - 1][1 << 10];
    values = new double[1 << 10];
  }

  private void grow() {
    if (cells == values.length) {
      int size = cells + (cells >> 1);
      for (int k = 0; k < indexes.length; k++) {
        indexes[k] = Arrays.copyOf(indexes[k], size);
      }
      values = Arrays.copyOf(values, size);
      lines = Arrays.copyOf(lines, size);
    }
  }

  /** An index as the file writes it, made zero based. */
  static int index(Path file, int line, int column, String word, int base) throws FormatException {
    int value = wholeNumber(word);
    if (value < base) {
      throw new FormatException(
          file,
          "line " + line + ", column " + (column + 1),
          FormatException.quote(word),
          "an index, a whole number from " + base + " on");
    }
    return value - base;
  }

  /** The whole number that a word writes, -1 when it is none or does not fit. */
  static int wholeNumber(String word) {
    if (word.isEmpty() || word.length() > 10) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = 10 * value + (c - '0');
    }
    return value < Integer.MAX_VALUE ? (int) value : -1;
  }

  int[][] indexes() {
    int[][] trimmed = new int[indexes.length][];
    Arrays.setAll(trimmed, k -> Arrays.copyOf(indexes[k], cells));
    return trimmed;
  }

  double[] values() {
    return Arrays.copyOf(values, cells);
  }

  /** The line of every cell. */
  int[] lines() {
    return Arrays.copyOf(lines, cells);
  }
}
