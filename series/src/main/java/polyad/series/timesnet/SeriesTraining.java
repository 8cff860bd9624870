package polyad.series.timesnet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Monitor;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.data.Missing;
import polyad.data.RowRange;
import polyad.data.StandardScaler;
import polyad.data.TimeSeries;
import polyad.data.Windows;
import polyad.series.AnomalyMetrics;
import polyad.series.ForecastScore;
import polyad.series.GapFilling;
import polyad.series.RepeatLast;
import polyad.series.SeriesClock;
import polyad.series.SeriesFile;
import polyad.series.TimeFeatures;
import polyad.series.WindowBatches;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Learns one user's series: to continue it, to fill its gaps, or to find what is strange in it. */
final class SeriesTraining {
  private static final int JUDGED = 256;

  private final Path file;
  private final TimesNetOptions options;
  private final TrainJob job;
  private final TimeSeries series;
  private final RowRange train;
  private final RowRange held;
  private final StandardScaler scaler;
  private final double[][] scaled;
  private final TimesNetConfig config;
  private final double @Nullable [][] marks;

  private SeriesTraining(Path file, TimesNetOptions options, TrainJob job) throws IOException {
    this.file = file;
    this.options = options;
    this.job = job;
    series = read(file, options, job.monitor());
    int rows = series.length();
    int window = options.window() + options.horizon();
    int back = Math.max(Math.max(1, options.horizon()), (int) (rows * options.validation()));
    if (rows - back < window || rows < options.window() + 1) {
      throw new UsageException(
          "%s: %d rows leave %d for training, a window of %s needs %d"
              .formatted(
                  file,
                  rows,
                  Math.max(0, rows - back),
                  options.horizon() > 0 ? "seqLen + predLen" : "seqLen",
                  window));
    }
    train = new RowRange(0, rows - back);
    held = new RowRange(Math.max(0, rows - back - options.window()), rows);
    scaler = fit();
    scaled = scaler.transform(series.values());
    TimeEmbedding embed = embed();
    String freq = embed == TimeEmbedding.NONE ? "h" : frequency(series.timestamps()).letter();
    config = options.network(options.window(), series.variates(), 0, embed, freq);
    marks = TrainedTimesNet.marks(config, series.timestamps(), rows);
  }

  static TrainedTimesNet train(Path file, TimesNetOptions options, TrainJob job) throws Exception {
    return new SeriesTraining(file, options, job).train();
  }

  private static TimeSeries read(Path file, TimesNetOptions options, Monitor monitor)
      throws IOException {
    boolean gaps =
        options.task() == TimesNetOptions.Job.IMPUTE || options.nan() == TimesNetOptions.Nan.LINEAR;
    TimeSeries series = SeriesFile.read(file, gaps ? Missing.NAN : Missing.REJECT).series();
    SeriesClock.noteFirstGap(series, monitor);
    return options.task() == TimesNetOptions.Job.IMPUTE ? series : filled(file, series, monitor);
  }

  private static TimeSeries filled(Path file, TimeSeries series, Monitor monitor) {
    double[][] rows = Arrays.stream(series.values()).map(double[]::clone).toArray(double[][]::new);
    int gaps = 0;
    for (int j = 0; j < series.variates(); j++) {
      int column = j;
      double[] values = Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
      long missing = Arrays.stream(values).filter(Double::isNaN).count();
      if (missing == values.length) {
        throw new UsageException(
            "%s, column '%s': no value at all".formatted(file, series.names().get(j)));
      }
      if (missing > 0) {
        gaps += (int) missing;
        double[] line = GapFilling.linear(values);
        Arrays.setAll(rows, t -> set(rows[t], column, line[t]));
      }
    }
    if (gaps > 0) {
      monitor.info("note: %d missing values are filled with straight lines".formatted(gaps));
    }
    return new TimeSeries(series.timestamps(), series.names(), rows);
  }

  private static double[] set(double[] row, int column, double value) {
    row[column] = value;
    return row;
  }

  private StandardScaler fit() {
    for (int j = 0; j < series.variates(); j++) {
      int column = j;
      double[] observed =
          Arrays.stream(series.values(), train.from(), train.to())
              .mapToDouble(row -> row[column])
              .filter(v -> !Double.isNaN(v))
              .toArray();
      String name = series.names().get(j);
      if (observed.length == 0) {
        throw new UsageException(
            "%s, column '%s': no value in the %d training rows"
                .formatted(file, name, train.size()));
      }
      if (Arrays.stream(observed).allMatch(v -> v == observed[0])) {
        job.monitor()
            .info("note: column '%s' is constant in the training rows; it is kept".formatted(name));
      }
    }
    return StandardScaler.fitObserved(series.values(), train);
  }

  private TimeEmbedding embed() {
    boolean reads = options.task() != TimesNetOptions.Job.ANOMALY;
    return reads && series.timestamps().size() > 1 ? options.embed() : TimeEmbedding.NONE;
  }

  private static TimeFeatures.Frequency frequency(List<LocalDateTime> times) {
    return TimeFeatures.Frequency.ofSeconds(new SeriesClock(times).step().toSeconds());
  }

  private TrainedTimesNet train() throws Exception {
    Generator rng = new Generator(job.seed());
    TimesNetFacts facts = TimesNetFacts.of(series.names(), scaler);
    try (var _ = TensorScope.open()) {
      TimesNet model = new TimesNet(config, rng);
      return switch (options.task()) {
        case FORECAST -> forecaster(model, facts, rng);
        case IMPUTE -> imputer(model, facts, rng);
        case ANOMALY -> detector(model, facts, rng);
        case CLASSIFY -> throw new IllegalStateException("a series has no class");
      };
    }
  }

  private WindowBatches windows(RowRange range) {
    return new WindowBatches(scaled, new Windows(range, options.window(), options.horizon(), 1));
  }

  private @Nullable Tensor clock(WindowBatches windows, int[] batch) {
    return marks == null ? null : new WindowBatches(marks, windows.windows()).inputs(batch);
  }

  private void fit(
      TimesNet model, int examples, Fitting.Loss loss, DoubleSupplier validation, Generator rng)
      throws IOException {
    options
        .fitting(examples)
        .fit(model, examples, loss, validation, job.seed(), rng, TimesNetTraining.session(job));
  }

  private TimesNetForecaster forecaster(TimesNet model, TimesNetFacts facts, Generator rng)
      throws IOException {
    WindowBatches known = windows(train);
    WindowBatches judged = windows(held);
    fit(
        model,
        known.count(),
        (batch, _) ->
            Functional.mseLoss(
                model.forward(known.inputs(batch), clock(known, batch), null),
                known.targets(batch)),
        () -> score(model, judged).mse(),
        rng);
    ForecastScore ours = score(model, judged);
    ForecastScore last =
        ForecastScore.of(new RepeatLast(options.window(), options.predLen()), judged);
    job.monitor()
        .info(
            "validation, standardised: MSE %.4f, MAE %.4f; repeating the last step: %.4f, %.4f; periods %s"
                .formatted(
                    ours.mse(), ours.mae(), last.mse(), last.mae(), Lab.text(model.periods())));
    return new TimesNetForecaster(model, facts);
  }

  private ForecastScore score(TimesNet model, WindowBatches windows) {
    return ForecastScore.of(
        windows, batch -> model.forward(windows.inputs(batch), clock(windows, batch), null));
  }

  private TimesNetImputer imputer(TimesNet model, TimesNetFacts facts, Generator rng)
      throws IOException {
    GapWindows windows = new GapWindows(scaled, marks, options.window());
    int[] starts = windows.usable(train.from(), train.to());
    int[] judged = thinned(windows.usable(held.from(), held.to()));
    if (starts.length == 0 || judged.length == 0) {
      throw new UsageException(
          "%s: no window of %d rows in the %s part has two values in every column"
              .formatted(file, options.window(), starts.length == 0 ? "training" : "validation"));
    }
    fit(
        model,
        starts.length,
        (batch, step) ->
            windows
                .batch(
                    Arrays.stream(batch).map(i -> starts[i]).toArray(),
                    hiding(Lab.stepSeed(job.seed(), step)))
                .loss(model),
        () -> loss(model, windows, judged),
        rng);
    job.monitor()
        .info(
            "validation, standardised: MSE %.4f on hidden values; periods %s"
                .formatted(loss(model, windows, judged), Lab.text(model.periods())));
    return new TimesNetImputer(model, facts);
  }

  private GapWindows.Hiding hiding(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return (_, _, _) -> random.nextDouble() < options.maskRate();
  }

  private double loss(TimesNet model, GapWindows windows, int[] starts) {
    double sum = 0;
    for (int from = 0; from < starts.length; from += 64) {
      int[] batch = Arrays.copyOfRange(starts, from, Math.min(starts.length, from + 64));
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        sum += windows.batch(batch, hiding(from)).loss(model).item() * batch.length;
      }
    }
    return sum / starts.length;
  }

  /** Evenly chosen, a few hundred at most. */
  private static int[] thinned(int[] starts) {
    int stride = Math.max(1, Math.ceilDiv(starts.length, JUDGED));
    int[] some = new int[Math.ceilDiv(starts.length, stride)];
    Arrays.setAll(some, i -> starts[i * stride]);
    return some;
  }

  private TimesNetDetector detector(TimesNet model, TimesNetFacts facts, Generator rng)
      throws IOException {
    WindowBatches known = windows(train);
    double[][] judged = Arrays.copyOfRange(scaled, held.from(), held.to());
    int stride = Math.max(1, options.window() / 4);
    fit(
        model,
        known.count(),
        (batch, _) -> {
          Tensor x = known.inputs(batch);
          return Functional.mseLoss(model.forward(x, null, null), x);
        },
        () -> mean(TimesNetDetector.scores(model, judged, stride)),
        rng);
    double[] scores = TimesNetDetector.scores(model, scaled, stride);
    double threshold = AnomalyMetrics.percentile(scores, 100 - options.anomalyRatio());
    job.monitor()
        .info(
            "threshold %.4g: %.2f %% of the training rows are above; periods %s"
                .formatted(threshold, options.anomalyRatio(), Lab.text(model.periods())));
    return new TimesNetDetector(model, facts.withThreshold(threshold));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
