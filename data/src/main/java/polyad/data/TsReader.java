package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads one {@code .ts} file. */
final class TsReader {
  private final Path file;
  private final List<double[][]> sequences = new ArrayList<>();
  private final List<Double> targets = new ArrayList<>();
  private String name = "";
  private List<String> classes = List.of();
  private boolean classified;
  private boolean regressed;
  private int dimensions;
  private int line;

  TsReader(Path file) {
    this.file = file;
  }

  LabelledSequences read() throws IOException {
    boolean data = false;
    for (String text : TextFiles.lines(file)) {
      line++;
      String content = text.strip();
      if (content.isEmpty() || content.startsWith("#") || content.startsWith("%")) {
        continue;
      }
      if (data) {
        sequence(content);
      } else if (content.startsWith("@")) {
        data = header(content.split("\\s+"));
      } else {
        throw bad(FormatException.quote(content), "a line that starts with @, or @data before it");
      }
    }
    if (!data) {
      throw new FormatException(file, "", "no @data line", "a .ts file with @ lines and @data");
    }
    if (sequences.isEmpty()) {
      throw new FormatException(file, "", "no case below @data", "at least one case");
    }
    double[] numbers = targets.stream().mapToDouble(Double::doubleValue).toArray();
    return new LabelledSequences(name, dimensions, classes, sequences, numbers);
  }

  /** Takes a header line; true for the last one. */
  private boolean header(String[] words) throws FormatException {
    String value = words.length > 1 ? words[1] : "";
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "@data" -> {
        return true;
      }
      case "@problemname" -> name = value;
      case "@timestamps" -> {
        if (Boolean.parseBoolean(value)) {
          throw bad("@timestamps true", "series without time stamps");
        }
      }
      case "@univariate" -> dimensions = Boolean.parseBoolean(value) ? 1 : dimensions;
      case "@dimensions", "@dimension" -> dimensions = wholeNumber(value);
      case "@classlabel" -> {
        classified = Boolean.parseBoolean(value);
        classes =
            List.copyOf(Arrays.asList(words).subList(Math.min(2, words.length), words.length));
        if (classified && classes.isEmpty()) {
          throw bad("@classLabel true alone", "the names of the classes after it");
        }
      }
      case "@targetlabel" -> regressed = Boolean.parseBoolean(value);
      default -> {
        // Other keys, such as @equalLength, say nothing that the cases do not.
      }
    }
    return false;
  }

  private int wholeNumber(String value) throws FormatException {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the one error below
    }
    throw bad(FormatException.quote(value), "a whole number, 1 or more");
  }

  private void sequence(String content) throws FormatException {
    String[] parts = content.split(":", -1);
    int channels = parts.length - (classified || regressed ? 1 : 0);
    if (dimensions == 0) {
      dimensions = channels;
    }
    if (channels != dimensions || channels < 1) {
      throw bad(channels + " dimensions", dimensions + " as the file says");
    }
    int steps = steps(parts[0]);
    double[][] sequence = new double[steps][channels];
    for (int c = 0; c < channels; c++) {
      channel(parts[c], c, sequence);
    }
    sequences.add(sequence);
    if (classified) {
      targets.add((double) label(parts[channels].strip()));
    } else if (regressed) {
      targets.add(number(parts[channels].strip(), "the target"));
    }
  }

  private int steps(String part) throws FormatException {
    if (part.isBlank()) {
      throw bad("an empty dimension 1", "numbers between commas");
    }
    return part.split(",", -1).length;
  }

  private void channel(String part, int channel, double[][] into) throws FormatException {
    String[] cells = part.split(",", -1);
    if (cells.length != into.length) {
      throw bad(
          cells.length + " steps in dimension " + (channel + 1),
          into.length + " as in dimension 1");
    }
    for (int t = 0; t < cells.length; t++) {
      String cell = cells[t].strip();
      into[t][channel] =
          cell.equals("?") || Missing.isMissing(cell)
              ? Double.NaN
              : number(cell, "dimension %d, step %d".formatted(channel + 1, t + 1));
    }
  }

  private double number(String cell, String where) throws FormatException {
    double value = CsvTable.parse(cell);
    if (Double.isNaN(value)) {
      throw bad(FormatException.quote(cell) + " in " + where, "a number");
    }
    return value;
  }

  private int label(String text) throws FormatException {
    int label = classes.indexOf(text);
    if (label < 0) {
      throw bad("class " + FormatException.quote(text), "one of " + String.join(", ", classes));
    }
    return label;
  }

  private FormatException bad(String found, String expected) {
    return new FormatException(file, "line " + line, found, expected);
  }
}
