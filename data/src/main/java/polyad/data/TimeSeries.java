package polyad.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A multivariate series on one clock.
 *
 * @param timestamps the time of each step, or empty when the file has none
 * @param names the variates, in column order
 * @param values {@code [steps][variates]}; not copied
 */
public record TimeSeries(List<LocalDateTime> timestamps, List<String> names, double[][] values) {

  /** Checks that the parts have one length. */
  public TimeSeries {
    timestamps = List.copyOf(timestamps);
    names = List.copyOf(names);
    if (!timestamps.isEmpty() && timestamps.size() != values.length) {
      throw new IllegalArgumentException(
          "timestamps: " + timestamps.size() + " for " + values.length + " steps");
    }
    for (double[] step : values) {
      if (step.length != names.size()) {
        throw new IllegalArgumentException(
            "values: a step has " + step.length + " values for " + names.size() + " variates");
      }
    }
  }

  /**
   * Reads a comma-separated file. A first row of numbers alone means that there is no header; a
   * first column of dates gives the timestamps; every other column must be numeric.
   *
   * @throws FormatException naming file, line and column of a cell that is no number
   */
  public static TimeSeries read(Path file, Missing missing) throws IOException {
    CsvTable table =
        CsvTable.read(
            file, hasHeader(file) ? CsvOptions.DEFAULT : CsvOptions.DEFAULT.withoutHeader());
    List<String> names = new ArrayList<>(table.header());
    List<LocalDateTime> timestamps = List.of();
    String first = names.getFirst();
    if (table.size() > 0 && Timestamps.parse(table.cell(0, first).strip()).isPresent()) {
      timestamps = table.timestamps(first);
      names.removeFirst();
    }
    return new TimeSeries(timestamps, names, table.numeric(names, missing));
  }

  private static boolean hasHeader(Path file) throws IOException {
    try (BufferedReader reader = FileInput.reader(file, CsvOptions.DEFAULT.charset())) {
      @Nullable String line = reader.readLine();
      return line != null
          && Arrays.stream(line.split(",", -1))
              .map(cell -> cell.replace("\uFEFF", "").strip())
              .anyMatch(
                  cell -> Double.isNaN(CsvTable.parse(cell)) && Timestamps.parse(cell).isEmpty());
    } catch (IOException e) {
      throw FileInput.named(file, CsvOptions.DEFAULT.charset(), e);
    }
  }

  /** The number of steps. */
  public int length() {
    return values.length;
  }

  /** The number of variates. */
  public int variates() {
    return names.size();
  }

  /** Writes the series with a header row, dates first when there are any, whole or not at all. */
  public void write(Path file) throws IOException {
    List<String> header = new ArrayList<>(names);
    if (!timestamps.isEmpty()) {
      header.addFirst("date");
    }
    List<List<?>> rows = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      List<Object> row = new ArrayList<>(header.size());
      if (!timestamps.isEmpty()) {
        row.add(timestamps.get(i).toString().replace('T', ' '));
      }
      Arrays.stream(values[i]).forEach(row::add);
      rows.add(row);
    }
    CsvTable.write(file, header, rows);
  }
}
