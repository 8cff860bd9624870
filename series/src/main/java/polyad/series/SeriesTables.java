package polyad.series;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.TimeSeries;

/** Tables of series as users give and get them: one clock, columns by name. */
public final class SeriesTables {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private SeriesTables() {}

  /**
   * A model's variates out of a file that may hold more, in another order: [rows, N].
   *
   * @throws UsageException naming the column that is missing
   */
  public static double[][] columns(Path path, TimeSeries series, List<String> variates) {
    int[] at = new int[variates.size()];
    for (int j = 0; j < at.length; j++) {
      at[j] = series.names().indexOf(variates.get(j));
      if (at[j] < 0) {
        throw new UsageException(
            "%s has no column '%s'; the model was trained on %s"
                .formatted(path, variates.get(j), String.join(", ", variates)));
      }
    }
    double[][] rows = new double[series.length()][at.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < at.length; j++) {
        rows[i][j] = series.values()[i][at[j]];
      }
    }
    return rows;
  }

  /** Rows after those of the file, with its clock continued; without one they are numbered. */
  public static Table continued(
      String title, SeriesFile file, List<String> variates, double[][] rows) {
    List<LocalDateTime> clock = file.series().timestamps();
    List<LocalDateTime> times =
        clock.size() > 1 ? new SeriesClock(clock).next(rows.length) : List.of();
    return table(title, file, times, file.series().length(), variates, rows);
  }

  /** Rows at the times of the file's; without a clock they are numbered. */
  public static Table aligned(
      String title, SeriesFile file, List<String> columns, double[][] rows) {
    return table(title, file, file.series().timestamps(), 0, columns, rows);
  }

  /** A score and a flag, 1 or 0, for each row of the file. */
  public static Table flagged(String title, SeriesFile file, double[] scores, boolean[] flags) {
    List<LocalDateTime> times = file.series().timestamps();
    Table.Builder table =
        Table.of(title)
            .columns(times.isEmpty() ? "step" : file.timestampColumn().orElse("time"))
            .columns("score", "anomaly");
    for (int i = 0; i < scores.length; i++) {
      Object when = times.isEmpty() ? i + 1 : text(times.get(i), file.dateOnly());
      table.row(when, scores[i], flags[i] ? 1 : 0);
    }
    return table.build();
  }

  private static Table table(
      String title,
      SeriesFile file,
      List<LocalDateTime> times,
      int before,
      List<String> columns,
      double[][] rows) {
    boolean timed = !times.isEmpty();
    Table.Builder table =
        Table.of(title)
            .columns(timed ? file.timestampColumn().orElse("time") : "step")
            .columns(columns.toArray(String[]::new));
    for (int i = 0; i < rows.length; i++) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(timed ? text(times.get(i), file.dateOnly()) : (Object) (before + i + 1));
      for (double value : rows[i]) {
        row.add(value);
      }
      table.row(row.toArray());
    }
    return table.build();
  }

  private static String text(LocalDateTime time, boolean dateOnly) {
    return dateOnly ? time.toLocalDate().toString() : TIME.format(time);
  }
}
