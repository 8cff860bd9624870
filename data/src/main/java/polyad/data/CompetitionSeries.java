package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A series of a forecasting competition: what was known and what came.
 *
 * @param id the competition's name for it
 * @param insample known values, at least 1
 * @param holdout the values to forecast, at least 1
 */
public record CompetitionSeries(String id, double[] insample, double[] holdout) {

  /** Checks the lengths. */
  public CompetitionSeries {
    if (insample.length == 0 || holdout.length == 0) {
      throw new IllegalArgumentException(
          "series " + id + ": insample " + insample.length + ", holdout " + holdout.length);
    }
  }

  /**
   * The series of one kind from the M1 or M3 table: columns {@code id}, {@code period}, {@code
   * insample} and {@code holdout}, values between semicolons.
   *
   * @param period such as {@code MONTHLY}
   */
  public static List<CompetitionSeries> readM3(Path file, String period) throws IOException {
    CsvTable table = CsvTable.read(file);
    for (String column : List.of("id", "period", "insample", "holdout")) {
      if (!table.has(column)) {
        throw new FormatException(
            file, "line 1", "no column '" + column + "'", "id, period, insample, holdout");
      }
    }
    List<CompetitionSeries> series = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      if (table.cell(i, "period").equalsIgnoreCase(period)) {
        String id = table.cell(i, "id");
        series.add(
            new CompetitionSeries(
                id,
                numbers(file, id, table.cell(i, "insample").split(";", -1)),
                numbers(file, id, table.cell(i, "holdout").split(";", -1))));
      }
    }
    if (series.isEmpty()) {
      throw new FormatException(file, "", "no series of period " + period, "at least one");
    }
    return List.copyOf(series);
  }

  /**
   * The series of an M4 pair of files: a header, then a series a row, its name first; rows end
   * where a series ends.
   */
  public static List<CompetitionSeries> readM4(Path train, Path test) throws IOException {
    Map<String, double[]> holdouts = new HashMap<>();
    for (String[] row : rows(test)) {
      holdouts.put(row[0], values(test, row));
    }
    List<CompetitionSeries> series = new ArrayList<>();
    for (String[] row : rows(train)) {
      double[] holdout = holdouts.get(row[0]);
      if (holdout == null) {
        throw new FormatException(test, "", "no series " + row[0], "every series of " + train);
      }
      series.add(new CompetitionSeries(row[0], values(train, row), holdout));
    }
    return List.copyOf(series);
  }

  private static List<String[]> rows(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    if (lines.size() < 2) {
      throw new FormatException(file, "", lines.size() + " lines", "a header and a series a line");
    }
    return lines.stream()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> line.replace("\"", "").split(",", -1))
        .toList();
  }

  private static double[] values(Path file, String[] row) throws FormatException {
    int end = row.length;
    while (end > 1 && Missing.isMissing(row[end - 1].strip())) {
      end--;
    }
    return numbers(file, row[0], Arrays.copyOfRange(row, 1, end));
  }

  private static double[] numbers(Path file, String id, String[] cells) throws FormatException {
    double[] values = new double[cells.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = CsvTable.parse(cells[i].strip());
      if (Double.isNaN(values[i])) {
        throw new FormatException(
            file,
            "series " + id + ", value " + (i + 1),
            FormatException.quote(cells[i]),
            "a number");
      }
    }
    return values;
  }
}
