package polyad.completion.functional;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import polyad.catalog.UsageException;
import polyad.data.CsvOptions;
import polyad.data.CsvTable;
import polyad.data.FormatException;
import polyad.data.Missing;
import polyad.data.TextFiles;

/**
 * Rows of a file whose modes are coordinates, {@code .gz} or not: a table with a header ({@code
 * .csv}, {@code .tsv}), or lines of coordinates and a value ({@code .tns}).
 *
 * @param modes columns of the coordinates
 * @param value column of the values
 * @param words the coordinates as written, [n][K]
 * @param t the coordinates, dates as days since 1970, [n][K]
 * @param y the values, NaN where there is none, [n]
 */
record CoordinateTable(
    List<String> modes, String value, List<String[]> words, double[][] t, double[] y) {
  private static final double NANOS_A_DAY = 86_400e9;

  /**
   * Reads a file to learn from.
   *
   * @param modes columns of a table, none for all but the value
   * @param value column of a table, empty for the last
   * @param time those of the modes that hold dates or times
   * @throws FormatException naming line and column of what is no finite number, or no date
   */
  static CoordinateTable read(Path file, List<String> modes, String value, List<String> time)
      throws IOException {
    if (isLines(file)) {
      return lines(file, -1);
    }
    CsvTable table = open(file);
    String name = value.isEmpty() ? lastBut(table.header(), modes) : value;
    List<String> columns =
        modes.isEmpty() ? table.header().stream().filter(c -> !c.equals(name)).toList() : modes;
    if (columns.contains(name) || columns.isEmpty()) {
      throw new UsageException(
          "%s: modes are %s and the value is '%s', expected one or more columns besides the value"
              .formatted(file, columns, name));
    }
    for (String column : time) {
      if (!columns.contains(column)) {
        throw new UsageException("time names '%s', which is none of %s".formatted(column, columns));
      }
    }
    return table(table, columns, name, time, values(table, name));
  }

  /** Reads rows that ask for values, as the model's columns say; a value may be there or not. */
  static CoordinateTable query(Path file, Columns columns) throws IOException {
    if (isLines(file)) {
      return lines(file, columns.modes().size());
    }
    CsvTable table = open(file);
    double[] y = new double[table.size()];
    Arrays.fill(y, Double.NaN);
    String value = columns.value();
    return table(
        table, columns.modes(), value, columns.time(), table.has(value) ? values(table, value) : y);
  }

  private static String lastBut(List<String> header, List<String> modes) {
    return header.reversed().stream()
        .filter(c -> !modes.contains(c))
        .findFirst()
        .orElse(header.getLast());
  }

  private static String unpacked(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  private static boolean isLines(Path file) {
    return unpacked(file).endsWith(".tns");
  }

  private static CsvTable open(Path file) throws IOException {
    String name = unpacked(file);
    if (!name.endsWith(".csv") && !name.endsWith(".tsv")) {
      throw new FormatException(file, "", "its name", ".csv, .tsv or .tns, perhaps with .gz");
    }
    CsvTable table =
        CsvTable.read(file, name.endsWith(".tsv") ? CsvOptions.TAB : CsvOptions.DEFAULT);
    if (table.header().stream().allMatch(c -> Double.isFinite(number(c)))) {
      throw new FormatException(
          file, "line 1", "a row of numbers", "the names of the columns, as the first row");
    }
    return table;
  }

  private static double[] values(CsvTable table, String column) throws FormatException {
    double[] y = table.numeric(column, Missing.NAN);
    for (int i = 0; i < y.length; i++) {
      if (Double.isNaN(y[i]) && !table.cell(i, column).isBlank()) {
        throw table.error(i, column, "a finite number, or nothing where it is to be predicted");
      }
    }
    return y;
  }

  private static CoordinateTable table(
      CsvTable table, List<String> modes, String value, List<String> time, double[] y)
      throws FormatException {
    double[][] t = new double[table.size()][modes.size()];
    List<String[]> words = new ArrayList<>();
    for (int i = 0; i < t.length; i++) {
      words.add(new String[modes.size()]);
    }
    for (int k = 0; k < modes.size(); k++) {
      String mode = modes.get(k);
      List<String> text = table.text(mode);
      double[] column = time.contains(mode) ? days(table.timestamps(mode)) : plain(table, mode);
      for (int i = 0; i < t.length; i++) {
        words.get(i)[k] = text.get(i).strip();
        t[i][k] = column[i];
      }
    }
    return new CoordinateTable(modes, value, words, t, y);
  }

  private static double[] plain(CsvTable table, String column) throws FormatException {
    if (table.isTimestamp(column) && !table.isNumeric(column)) {
      throw table.error(
          0, column, "a number; --set time=%s reads the column as dates".formatted(column));
    }
    return table.numeric(column, Missing.REJECT);
  }

  private static double[] days(List<LocalDateTime> moments) {
    return moments.stream()
        .mapToDouble(
            m -> m.toLocalDate().toEpochDay() + m.toLocalTime().toNanoOfDay() / NANOS_A_DAY)
        .toArray();
  }

  /** The moment of a number of days since 1970, to the millisecond. */
  static LocalDateTime moment(double days) {
    return LocalDateTime.of(1970, 1, 1, 0, 0).plusNanos(Math.round(days * 86_400e3) * 1_000_000);
  }

  /**
   * Lines of coordinates and a value.
   *
   * @param asked number of modes when the value may be missing, else -1
   */
  private static CoordinateTable lines(Path file, int asked) throws IOException {
    List<String[]> words = new ArrayList<>();
    List<double[]> t = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    int modes = asked;
    List<String> lines = TextFiles.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      if (text.isEmpty() || text.charAt(0) == '#') {
        continue;
      }
      double[] row = numbers(file, i + 1, text);
      modes = modes < 0 ? Math.max(1, row.length - 1) : modes;
      boolean bare = row.length == modes && asked >= 0;
      if (!bare && row.length != modes + 1) {
        throw new FormatException(
            file,
            "line " + (i + 1),
            row.length + " columns",
            modes + " coordinates and a value" + (asked < 0 ? "" : ", or no value"));
      }
      words.add(Arrays.copyOf(text.split("\\s+", -1), modes));
      t.add(Arrays.copyOf(row, modes));
      y.add(bare ? Double.NaN : row[modes]);
    }
    if (t.isEmpty()) {
      throw new FormatException(file, "", "no row", "lines of coordinates and a value");
    }
    List<String> names = IntStream.rangeClosed(1, modes).mapToObj(k -> "mode" + k).toList();
    double[] values = y.stream().mapToDouble(Double::doubleValue).toArray();
    return new CoordinateTable(names, "value", words, t.toArray(double[][]::new), values);
  }

  private static double[] numbers(Path file, int line, String text) throws FormatException {
    String[] words = text.split("\\s+", -1);
    double[] row = new double[words.length];
    for (int k = 0; k < row.length; k++) {
      row[k] = number(words[k]);
      if (!Double.isFinite(row[k])) {
        throw new FormatException(
            file,
            "line %d, column %d".formatted(line, k + 1),
            "'" + words[k] + "'",
            "a finite number");
      }
    }
    return row;
  }

  /** The number that a word writes, NaN when it is none. */
  private static double number(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** The numbers of the rows that have a value. */
  int[] observed() {
    return IntStream.range(0, y.length).filter(i -> !Double.isNaN(y[i])).toArray();
  }
}
