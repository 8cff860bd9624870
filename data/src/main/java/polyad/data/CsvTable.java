package polyad.data;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A rectangular table of text cells with named columns, typed when a column is asked for: {@link
 * #numeric}, {@link #timestamps}, {@link #text}. Reading keeps the line of every row, so that a bad
 * cell is reported with file, line and column.
 */
public final class CsvTable {
  private final Path source;
  private final List<String> header;
  private final List<String[]> rows;
  private final int[] lines;

  CsvTable(Path source, List<String> header, List<String[]> rows, int[] lines) {
    this.source = source;
    this.header = List.copyOf(header);
    this.rows = rows;
    this.lines = lines;
  }

  /** Reads a comma-separated UTF-8 file with a header row. */
  public static CsvTable read(Path file) throws IOException {
    return read(file, CsvOptions.DEFAULT);
  }

  /**
   * Reads a table file, {@code .gz} or not. Blank lines are skipped.
   *
   * @throws FormatException when the file is empty, a row has another number of cells than the
   *     first, a column name is twice there, or a quote is not closed
   */
  public static CsvTable read(Path file, CsvOptions options) throws IOException {
    return CsvReader.read(file, options);
  }

  /** The column names, in order. */
  public List<String> header() {
    return header;
  }

  /** The number of rows, without the header. */
  public int size() {
    return rows.size();
  }

  /** Whether there is a column of this name. */
  public boolean has(String column) {
    return header.contains(column);
  }

  /** A cell as it was written. */
  public String cell(int row, String column) {
    return rows.get(row)[index(column)];
  }

  /** The line of the file at which a row begins, from 1. */
  public int line(int row) {
    return lines[row];
  }

  /** A column as it was written. */
  public List<String> text(String column) {
    int index = index(column);
    return rows.stream().map(row -> row[index]).toList();
  }

  /**
   * A column of numbers.
   *
   * @param missing what becomes of empty and NaN cells
   * @throws FormatException naming file, line and column of a cell that is no number
   */
  public double[] numeric(String column, Missing missing) throws FormatException {
    int index = index(column);
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(i, index, missing);
    }
    return values;
  }

  /**
   * Several columns of numbers, {@code [rows][columns]}.
   *
   * @throws FormatException naming file, line and column of a cell that is no number
   */
  public double[][] numeric(List<String> columns, Missing missing) throws FormatException {
    int[] indices = columns.stream().mapToInt(this::index).toArray();
    double[][] values = new double[size()][indices.length];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < indices.length; j++) {
        values[i][j] = number(i, indices[j], missing);
      }
    }
    return values;
  }

  /**
   * A column of dates or times, in any of the forms of {@link Timestamps}.
   *
   * @throws FormatException naming file, line and column of a cell that is no date
   */
  public List<LocalDateTime> timestamps(String column) throws FormatException {
    int index = index(column);
    List<LocalDateTime> values = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      String cell = rows.get(i)[index];
      var value = Timestamps.parse(cell.strip());
      if (value.isEmpty()) {
        throw bad(i, index, "a date or time such as 2016-07-01 00:00:00");
      }
      values.add(value.get());
    }
    return values;
  }

  /** Whether every cell of a column is a number or missing, and at least one is a number. */
  public boolean isNumeric(String column) {
    int index = index(column);
    boolean any = false;
    for (String[] row : rows) {
      String cell = row[index].strip();
      if (!Missing.isMissing(cell)) {
        if (Double.isNaN(parse(cell))) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  /** Whether every cell of a column is a date or time, in a table of at least one row. */
  public boolean isTimestamp(String column) {
    int index = index(column);
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> Timestamps.parse(row[index].strip()).isPresent());
  }

  /**
   * Writes a comma-separated UTF-8 file with a header row, whole or not at all.
   *
   * @throws IllegalArgumentException when a row has another number of cells than the header
   */
  public static void write(Path file, List<String> header, List<? extends List<?>> rows)
      throws IOException {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != header.size()) {
        throw new IllegalArgumentException(
            "rows[" + i + "]: " + rows.get(i).size() + " cells under " + header.size() + " names");
      }
    }
    AtomicFile.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          CSVPrinter printer = new CSVPrinter(writer, format());
          printer.printRecord(header);
          for (List<?> row : rows) {
            printer.printRecord(row);
          }
          printer.flush();
        });
  }

  private static CSVFormat format() {
    return CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
  }

  private double number(int row, int column, Missing missing) throws FormatException {
    String cell = rows.get(row)[column].strip();
    if (Missing.isMissing(cell)) {
      return switch (missing) {
        case NAN -> Double.NaN;
        case ZERO -> 0;
        case REJECT ->
            throw new FormatException(source, place(row, column), "no value", "a number");
      };
    }
    double value = parse(cell);
    if (Double.isNaN(value)) {
      throw bad(row, column, "a number");
    }
    return value;
  }

  /** The finite number that a cell holds, else NaN. */
  static double parse(String cell) {
    if (cell.isEmpty() || cell.charAt(cell.length() - 1) > '9') {
      return Double.NaN; // Double.parseDouble would take Java's suffixes, "1d"
    }
    try {
      double value = Double.parseDouble(cell);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * An error at a cell, for checks that go beyond those of this class.
   *
   * @param expected what the cell should hold
   */
  public FormatException error(int row, String column, String expected) {
    return bad(row, index(column), expected);
  }

  private FormatException bad(int row, int column, String expected) {
    return new FormatException(
        source, place(row, column), FormatException.quote(rows.get(row)[column]), expected);
  }

  private String place(int row, int column) {
    return "line " + lines[row] + ", column '" + header.get(column) + "'";
  }

  private int index(String column) {
    int index = header.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          source + ": no column '" + column + "'; the columns are " + String.join(", ", header));
    }
    return index;
  }

  @Override
  public String toString() {
    return "CsvTable[" + source + ", " + size() + " rows, " + header + "]";
  }
}
