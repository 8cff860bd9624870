package polyad.series;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyad.data.CsvTable;
import polyad.data.FormatException;
import polyad.data.Missing;
import polyad.data.TimeSeries;

/**
 * A series in a table with any header: the first column of dates is its clock, all others are
 * variates.
 *
 * @param timestampColumn the clock's name, empty without one
 * @param dateOnly whether the clock is written without time of day
 * @param series the steps in file order
 */
public record SeriesFile(Optional<String> timestampColumn, boolean dateOnly, TimeSeries series) {
  /**
   * Reads a comma-separated file with a header.
   *
   * @param missing what becomes of empty and NaN cells
   * @throws FormatException naming file, line and column of a cell that is no number, or of a date
   *     that is not after the one before
   */
  public static SeriesFile read(Path file, Missing missing) throws IOException {
    CsvTable table = CsvTable.read(file);
    if (table.size() == 0) {
      throw new FormatException(file, "", "a header alone", "rows below it");
    }
    Optional<String> clock = table.header().stream().filter(table::isTimestamp).findFirst();
    List<String> variates = new ArrayList<>(table.header());
    clock.ifPresent(variates::remove);
    if (variates.isEmpty()) {
      throw new FormatException(file, "", "dates alone", "at least one column of numbers");
    }
    double[][] values = table.numeric(variates, missing);
    List<LocalDateTime> timestamps = clock.isPresent() ? table.timestamps(clock.get()) : List.of();
    for (int i = 1; i < timestamps.size(); i++) {
      if (!timestamps.get(i).isAfter(timestamps.get(i - 1))) {
        throw new FormatException(
            file,
            "row " + (i + 1) + " below the header, column '" + clock.orElse("") + "'",
            timestamps.get(i) + " after " + timestamps.get(i - 1),
            "increasing dates");
      }
    }
    boolean dateOnly =
        clock.isPresent() && table.text(clock.get()).stream().noneMatch(t -> t.contains(":"));
    return new SeriesFile(clock, dateOnly, new TimeSeries(timestamps, variates, values));
  }
}
