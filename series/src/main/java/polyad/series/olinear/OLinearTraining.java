package polyad.series.olinear;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import polyad.catalog.Monitor;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.RowRange;
import polyad.data.StandardScaler;
import polyad.data.TimeSeries;
import polyad.data.Windows;
import polyad.series.ForecastScore;
import polyad.series.ForecastTraining;
import polyad.series.RepeatLast;
import polyad.series.SeriesClock;
import polyad.series.SeriesFile;
import polyad.series.WindowBatches;
import polyad.tensor.Generator;
import polyad.tensor.TensorScope;

/** {@code polyad train olinear}: a table with a clock in, a model directory out. */
final class OLinearTraining implements Trainable<OLinearOptions> {
  @Override
  public OLinearOptions trainConfig() {
    return OLinearOptions.defaults();
  }

  @Override
  public void train(OLinearOptions options, TrainJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path file = job.data().getFirst();
    TimeSeries series = read(file, options, job.monitor());
    RowRange[] parts = parts(file, series.length(), options);
    StandardScaler scaler = StandardScaler.fit(series.values(), parts[0]);
    double[][] scaled = scaler.transform(series.values());
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(job.seed());
      double[][] trainRows = Arrays.copyOfRange(scaled, 0, parts[0].to());
      OLinearConfig config = options.network(series.variates());
      OLinear model = OLinearBuilder.build(config, trainRows, options.normalise(), rng);
      WindowBatches train = windows(scaled, parts[0], options);
      WindowBatches validation = windows(scaled, parts[1], options);
      var session =
          new ForecastTraining.Session("olinear", job.checkpoint("trainer"), job.monitor());
      options.training().fit(model, train, validation, job.seed(), rng, session);
      report(job.monitor(), model, validation);
      var facts = new OLinearForecaster.Facts(series.names(), scaler.mean(), scaler.sd());
      try (var forecaster = new OLinearForecaster(model, facts);
          var writer = job.model()) {
        forecaster.write(writer, options.officialNames());
        writer.commit();
      }
    }
  }

  private static TimeSeries read(Path file, OLinearOptions options, Monitor monitor)
      throws IOException {
    TimeSeries series = SeriesFile.read(file, options.nan().missing()).series();
    SeriesClock.noteFirstGap(series, monitor);
    return series;
  }

  /** Training rows and, from T rows before their end, validation rows. */
  private static RowRange[] parts(Path file, int rows, OLinearOptions options) {
    int held = Math.max(options.predLen(), (int) (rows * options.validation()));
    int train = rows - held;
    int window = options.seqLen() + options.predLen();
    if (train < window) {
      throw new UsageException(
          "%s: %d rows leave %d for training, a window of seqLen + predLen needs %d"
              .formatted(file, rows, Math.max(0, train), window));
    }
    return new RowRange[] {new RowRange(0, train), new RowRange(train - options.seqLen(), rows)};
  }

  private static WindowBatches windows(double[][] scaled, RowRange range, OLinearOptions options) {
    return new WindowBatches(scaled, new Windows(range, options.seqLen(), options.predLen(), 1));
  }

  private static void report(Monitor monitor, OLinear model, WindowBatches validation) {
    ForecastScore ours = ForecastScore.of(model, validation);
    ForecastScore last =
        ForecastScore.of(new RepeatLast(model.context(), model.horizon()), validation);
    monitor.info(
        "validation, standardised: MSE %.4f, MAE %.4f; repeating the last step: %.4f, %.4f"
            .formatted(ours.mse(), ours.mae(), last.mse(), last.mae()));
  }
}
