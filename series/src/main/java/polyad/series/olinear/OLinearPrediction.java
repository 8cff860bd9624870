package polyad.series.olinear;

import java.nio.file.Path;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.Missing;
import polyad.series.SeriesFile;
import polyad.series.SeriesTables;

/** {@code polyad predict}: continues a table, with its clock and in its units. */
final class OLinearPrediction implements Predictable<OLinearPrediction.Options> {
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
      double[][] history = SeriesTables.columns(path, file.series(), model.variates());
      int steps = options.steps() == 0 ? model.horizon() : options.steps();
      return SeriesTables.continued(
          "Forecast", file, model.variates(), forecast(path, model, history, steps));
    }
  }

  private static double[][] forecast(
      Path path, OLinearForecaster model, double[][] history, int steps) {
    return UsageException.naming(path, () -> model.forecast(history, steps));
  }
}
