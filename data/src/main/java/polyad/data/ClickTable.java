package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A click log as text: categorical columns and a label. What is written in a cell is the value; an
 * empty cell is the value "", one like any other.
 */
public final class ClickTable {
  private final Path source;
  private final List<String> fields;
  private final List<String[]> rows;
  private final int[] lines;
  private final float[] labels;

  private ClickTable(
      Path source, List<String> fields, List<String[]> rows, int[] lines, float[] labels) {
    this.source = source;
    this.fields = List.copyOf(fields);
    this.rows = rows;
    this.lines = lines;
    this.labels = labels;
  }

  /** A log in memory. */
  public static ClickTable of(
      String name, List<String> fields, List<String[]> rows, float[] labels) {
    int[] lines = new int[rows.size()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i + 1;
    }
    return new ClickTable(Path.of(name), fields, rows, lines, labels);
  }

  /** Reads a table with a header; labels must be 0 and 1. */
  public static ClickTable readCsv(Path file, String label, List<String> fields)
      throws IOException {
    return readCsv(file, label, fields, OptionalDouble.empty());
  }

  /**
   * Reads a table with a header, separated by commas, or by tabs when the name ends in {@code
   * .tsv}.
   *
   * @param label the column of labels; null when they are not wanted
   * @param fields the categorical columns; empty for all but the label
   * @param threshold labels at or above it are 1, others 0; empty when they are 0 and 1 already
   * @throws FormatException when a label is no such number
   * @throws IllegalArgumentException when there is no such column
   */
  public static ClickTable readCsv(
      Path file, @Nullable String label, List<String> fields, OptionalDouble threshold)
      throws IOException {
    boolean tabs = FileInput.unpackedName(file).endsWith(".tsv");
    CsvTable table = CsvTable.read(file, tabs ? CsvOptions.TAB : CsvOptions.DEFAULT);
    List<String> used =
        fields.isEmpty()
            ? table.header().stream().filter(name -> !name.equals(label)).toList()
            : fields;
    if (used.isEmpty() || (label != null && used.contains(label))) {
      throw new IllegalArgumentException(
          file + ": fields are " + used + ", expected at least one, without the label");
    }
    List<List<String>> columns = new ArrayList<>();
    for (String field : used) {
      columns.add(table.text(field));
    }
    List<String[]> rows = new ArrayList<>(table.size());
    int[] lines = new int[table.size()];
    for (int r = 0; r < table.size(); r++) {
      String[] row = new String[used.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = columns.get(i).get(r).strip();
      }
      rows.add(row);
      lines[r] = table.line(r);
    }
    float[] labels = label == null ? new float[0] : labels(table, label, threshold);
    return new ClickTable(file, used, rows, lines, labels);
  }

  private static float[] labels(CsvTable table, String label, OptionalDouble threshold)
      throws FormatException {
    double[] numbers = table.numeric(label, Missing.REJECT);
    float[] labels = new float[numbers.length];
    for (int r = 0; r < labels.length; r++) {
      if (threshold.isPresent()) {
        labels[r] = numbers[r] >= threshold.getAsDouble() ? 1 : 0;
      } else if (numbers[r] == 0 || numbers[r] == 1) {
        labels[r] = (float) numbers[r];
      } else {
        throw table.error(r, label, "a label, 0 or 1 (or a threshold for other numbers)");
      }
    }
    return labels;
  }

  /**
   * Reads a libfm file: lines of a label, 0, 1 or -1, and as many entries {@code index:1} in each.
   * The n-th entry's index is the value of field n, which is named by its place, from 0.
   *
   * @throws FormatException when a line has another number of entries, or is malformed
   */
  public static ClickTable readLibFm(Path file) throws IOException {
    List<String> text = TextFiles.lines(file);
    List<String[]> rows = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    List<Float> labels = new ArrayList<>();
    for (int l = 0; l < text.size(); l++) {
      String line = text.get(l).strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] parts = line.split("\\s+", -1);
      labels.add(libFmLabel(file, l + 1, parts[0]));
      String[] row = new String[parts.length - 1];
      for (int i = 0; i < row.length; i++) {
        row[i] = libFmIndex(file, l + 1, parts[i + 1]);
      }
      int width = rows.isEmpty() ? row.length : rows.getFirst().length;
      if (row.length != width || width == 0) {
        throw new FormatException(
            file,
            "line " + (l + 1),
            row.length + " entries",
            rows.isEmpty() ? "at least one" : width + " as in the first row");
      }
      rows.add(row);
      lines.add(l + 1);
    }
    if (rows.isEmpty()) {
      throw new FormatException(file, "", "no rows", "lines such as '1 3:1 17:1'");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rows.getFirst().length; i++) {
      names.add(Integer.toString(i));
    }
    float[] y = new float[labels.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = labels.get(i);
    }
    return new ClickTable(
        file, names, rows, lines.stream().mapToInt(Integer::intValue).toArray(), y);
  }

  private static float libFmLabel(Path file, int line, String text) throws FormatException {
    double label = CsvTable.parse(text);
    if (label == 1) {
      return 1;
    }
    if (label == 0 || label == -1) {
      return 0;
    }
    throw new FormatException(
        file, "line " + line, FormatException.quote(text), "a label, 0, 1 or -1");
  }

  private static String libFmIndex(Path file, int line, String entry) throws FormatException {
    int colon = entry.indexOf(':');
    boolean one = colon > 0 && CsvTable.parse(entry.substring(colon + 1)) == 1;
    if (!one || !entry.substring(0, colon).chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new FormatException(
          file,
          "line " + line,
          FormatException.quote(entry),
          "an entry 'index:1' of one categorical field");
    }
    return entry.substring(0, colon);
  }

  /** Where it was read from. */
  public Path source() {
    return source;
  }

  /** The categorical columns. */
  public List<String> fields() {
    return fields;
  }

  /** The number of rows. */
  public int size() {
    return rows.size();
  }

  /** A value as it was written. */
  public String value(int row, int field) {
    return rows.get(row)[field];
  }

  /** The labels; empty when they were not wanted. */
  public float[] labels() {
    return labels.clone();
  }

  /** These rows, in this order. */
  public ClickTable rows(int[] which) {
    List<String[]> some = new ArrayList<>(which.length);
    int[] someLines = new int[which.length];
    float[] someLabels = new float[labels.length == 0 ? 0 : which.length];
    for (int i = 0; i < which.length; i++) {
      some.add(rows.get(which[i]));
      someLines[i] = lines[which[i]];
      if (someLabels.length > 0) {
        someLabels[i] = labels[which[i]];
      }
    }
    return new ClickTable(source, fields, some, someLines, someLabels);
  }

  /** An error at a value. */
  FormatException error(int row, int field, String expected) {
    return new FormatException(
        source,
        "line " + lines[row] + ", column '" + fields.get(field) + "'",
        FormatException.quote(value(row, field)),
        expected);
  }
}
