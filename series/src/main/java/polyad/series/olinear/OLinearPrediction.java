package polyad.series.olinear;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.Missing;
import polyad.data.TimeSeries;
import polyad.series.SeriesClock;
import polyad.series.SeriesFile;

/** {@code polyad predict}: continues a table, with its clock and in its units. */
final class OLinearPrediction implements Predictable<OLinearPrediction.Options> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /**
   * How far to predict.
   *
   * @param steps 0 for the model's horizon
   */
  record Options(@Describe("steps to predict; 0 for the model's horizon") int steps) {
    Options {
      if (steps < 0) {
        throw new IllegalArgumentException("steps is " + steps + ", allowed: 0 or more");
      }
    }
  }

  @Override
  public Options predictOptions() {
    return new Options(0);
  }

  @Override
  public Table predict(Options options, ModelDirectory directory, PredictJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path path = job.data().getFirst();
    SeriesFile file = SeriesFile.read(path, Missing.NAN);
    try (OLinearForecaster model = OLinearForecaster.load(directory)) {
      double[][] history = columns(path, file.series(), model.variates());
      int steps = options.steps() == 0 ? model.horizon() : options.steps();
      return table(file, model.variates(), forecast(path, model, history, steps));
    }
  }

  private static double[][] forecast(
      Path path, OLinearForecaster model, double[][] history, int steps) {
    try {
      return model.forecast(history, steps);
    } catch (IllegalArgumentException e) {
      throw new UsageException(path + ": " + e.getMessage(), e);
    }
  }

  /** The model's variates out of a file that may hold more, in another order. */
  private static double[][] columns(Path path, TimeSeries series, List<String> variates) {
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

  private static Table table(SeriesFile file, List<String> variates, double[][] forecast) {
    List<LocalDateTime> clock = file.series().timestamps();
    boolean timed = clock.size() > 1;
    List<LocalDateTime> times = timed ? new SeriesClock(clock).next(forecast.length) : List.of();
    Table.Builder table =
        Table.of("Forecast")
            .columns(timed ? file.timestampColumn().orElse("time") : "step")
            .columns(variates.toArray(String[]::new));
    for (int s = 0; s < forecast.length; s++) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(
          timed ? text(times.get(s), file.dateOnly()) : (Object) (file.series().length() + s + 1));
      for (double value : forecast[s]) {
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
