package polyad.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polyad.data.DataSets;
import polyad.data.Missing;
import polyad.data.SeriesSplit;
import polyad.data.Splits;
import polyad.data.StandardScaler;
import polyad.data.TimeSeries;
import polyad.data.Windows;
import polyad.data.generate.VariateSeasons;

/**
 * A series, scaled and divided, ready to compete on.
 *
 * @param name for tables
 * @param slug for file names
 * @param synthetic whether it was generated
 * @param trainRows scaled training rows [n, N]
 * @param scaler fitted on the training rows
 */
public record ForecastTask(
    String name,
    String slug,
    boolean synthetic,
    TimeSeries series,
    StandardScaler scaler,
    double[][] trainRows,
    WindowBatches train,
    WindowBatches validation,
    WindowBatches test) {

  /** A series divided as given; windows of validation and test reach back over the boundary. */
  public static ForecastTask of(
      String name,
      String slug,
      boolean synthetic,
      TimeSeries series,
      SeriesSplit split,
      int context,
      int horizon) {
    StandardScaler scaler = StandardScaler.fit(series.values(), split.train());
    double[][] scaled = scaler.transform(series.values());
    SeriesSplit reaching = split.withLookback(context);
    return new ForecastTask(
        name + " " + context + "→" + horizon,
        slug,
        synthetic,
        series,
        scaler,
        Arrays.copyOfRange(scaled, split.train().from(), split.train().to()),
        new WindowBatches(scaled, new Windows(reaching.train(), context, horizon, 1)),
        new WindowBatches(scaled, new Windows(reaching.validation(), context, horizon, 1)),
        new WindowBatches(scaled, new Windows(reaching.test(), context, horizon, 1)));
  }

  /** ETTh1, where it is at hand. */
  public static Optional<ForecastTask> ettHour(@Nullable Path data, int context, int horizon)
      throws IOException {
    Optional<TimeSeries> series = file(data, "ett", "ETTh1.csv.gz");
    return series.map(
        s -> of("ETTh1", "etth1", false, s, Splits.ettHour(s.length()), context, horizon));
  }

  /** ETTm1, where it is at hand. */
  public static Optional<ForecastTask> ettMinute(@Nullable Path data, int context, int horizon)
      throws IOException {
    return file(data, "ett", "ETTm1.csv.gz")
        .map(s -> of("ETTm1", "ettm1", false, s, Splits.ettMinute(s.length()), context, horizon));
  }

  /** The illness set, where it is at hand. */
  public static Optional<ForecastTask> illness(@Nullable Path data, int context, int horizon)
      throws IOException {
    return file(data, "illness", "national_illness.csv.gz")
        .map(s -> of("ILI", "ili", false, s, Splits.standard(s.length()), context, horizon));
  }

  /** The exchange rates, where they are at hand. */
  public static Optional<ForecastTask> exchange(@Nullable Path data, int context, int horizon)
      throws IOException {
    return file(data, "exchange-rate", "exchange_rate.txt.gz")
        .map(
            s ->
                of(
                    "exchange-rate",
                    "exchange",
                    false,
                    s,
                    Splits.standard(s.length()),
                    context,
                    horizon));
  }

  /** The generated series {@code var-season}. */
  public static ForecastTask seasons(int length, int context, int horizon, long seed) {
    VariateSeasons d = VariateSeasons.DEFAULT;
    TimeSeries series =
        new VariateSeasons(d.variates(), length, d.periods(), d.sawtoothPeriod(), d.noise())
            .draw(seed);
    SeriesSplit split = Splits.standard(series.length());
    return of("var-season", "season", true, series, split, context, horizon);
  }

  private static Optional<TimeSeries> file(@Nullable Path data, String set, String path)
      throws IOException {
    Optional<Path> file = DataSets.open(data).file(set, path);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(TimeSeries.read(file.get(), Missing.REJECT));
  }

  /** The number of variates N. */
  public int variates() {
    return trainRows[0].length;
  }

  /** Steps read, T. */
  public int context() {
    return train.windows().input();
  }

  /** Steps predicted, τ. */
  public int horizon() {
    return train.windows().target();
  }

  /** What a table says of it. */
  public String note() {
    return "%s%s: %d training and %d test windows of %d variates, errors on standardised data"
        .formatted(name, synthetic ? " (synthetic)" : "", train.count(), test.count(), variates());
  }
}
