package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Walks a text file line by line as rows of numbers; blank lines and {@code #} comments are
 * skipped.
 */
final class NumberLines {
  private final Path file;
  private final List<String> lines;
  private int line; // lines consumed, so also the number of the present line

  private NumberLines(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  static NumberLines of(Path file) throws IOException {
    return new NumberLines(file, TextFiles.lines(file));
  }

  /**
   * Demands that the text goes on with a word and consumes it, but not what follows on its line.
   */
  void skipWord(String word) throws FormatException {
    seek();
    String text = line < lines.size() ? clean(line) : "";
    if (!text.startsWith(word)) {
      line++;
      throw error(text.isEmpty() ? "the end of the file" : FormatException.quote(text), word);
    }
    lines.set(line, text.substring(word.length()));
  }

  boolean hasNext() {
    seek();
    return line < lines.size();
  }

  /** The numbers of the next line with any, at least {@code count} of them. */
  double[] next(int count, String expected) throws FormatException {
    if (!hasNext()) {
      throw error("the end of the file", expected);
    }
    String text = clean(line++);
    String[] words = text.split("[\\s,;]+", 0);
    double[] numbers = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = CsvTable.parse(words[i]);
      if (Double.isNaN(numbers[i])) {
        throw error(FormatException.quote(words[i]), expected);
      }
    }
    if (numbers.length < count) {
      throw error(FormatException.quote(text), expected);
    }
    return numbers;
  }

  /** A number of the present line as an index in [0, below). */
  int integer(double number, String expected, int below) throws FormatException {
    if (number != Math.rint(number) || number < 0 || number >= below) {
      throw error(Double.toString(number), expected);
    }
    return (int) number;
  }

  /** An error at the present line. */
  FormatException error(String found, String expected) {
    return new FormatException(file, "line " + line, found, expected);
  }

  private void seek() {
    while (line < lines.size() && clean(line).isEmpty()) {
      line++;
    }
  }

  private String clean(int index) {
    String text = lines.get(index);
    int comment = text.indexOf('#');
    return (comment < 0 ? text : text.substring(0, comment)).strip();
  }
}
