package polyad.completion.functional;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.StopException;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.CsvTable;

/**
 * {@code polyad train functional-tucker}: a table of coordinates in, a model directory out, with
 * {@code functions.csv} (every latent function at the seen coordinates, with its deviation) beside
 * the model.
 */
final class FunctionalTraining implements Trainable<FunctionalOptions> {
  @Override
  public FunctionalOptions trainConfig() {
    return FunctionalOptions.defaults();
  }

  @Override
  public void train(FunctionalOptions options, TrainJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path file = job.data().getFirst();
    CoordinateTable table =
        CoordinateTable.read(file, options.modes(), options.value(), options.time());
    Observations raw = new Observations(table.t(), table.y()).select(table.observed());
    requireRows(file, table, raw);
    Columns columns = columns(file, options, table, raw);
    Observations data = new Observations(columns.indexes(raw.t()), columns.standardised(raw.y()));
    say(job.monitor(), table, data);
    FunBatModel model = fit(file, options, columns, data, job);
    try (ModelDirectory.Writer writer = job.model()) {
      model.save(writer);
      columns.write(writer);
      writeFunctions(writer.file("functions.csv"), model, columns);
      writer.commit();
    }
  }

  private static void requireRows(Path file, CoordinateTable table, Observations data) {
    if (data.size() == 0) {
      throw new UsageException(
          "%s: none of the %d rows has a value in '%s': nothing to train on"
              .formatted(file, table.y().length, table.value()));
    }
    for (int k = 0; k < table.modes().size(); k++) {
      if (data.distinct(k).length < 2) {
        throw new UsageException(
            "%s: '%s' is %s in all %d rows with a value, expected 2 or more distinct coordinates (modes names the columns to take)"
                .formatted(file, table.modes().get(k), data.t()[0][k], data.size()));
      }
    }
  }

  private static Columns columns(
      Path file, FunctionalOptions options, CoordinateTable table, Observations data) {
    int count = table.modes().size();
    double[] offset = new double[count];
    double[] unit = new double[count];
    Arrays.fill(unit, 1);
    for (int k = 0; k < count && options.scale() > 0; k++) {
      double[] index = data.distinct(k);
      offset[k] = index[0];
      unit[k] = (index[index.length - 1] - index[0]) / options.scale();
    }
    double sd = data.deviation();
    if (!(sd > 0)) {
      throw new UsageException(
          "%s: all %d values are %s: nothing to learn".formatted(file, data.size(), data.y()[0]));
    }
    return new Columns(
        table.modes(),
        table.value(),
        options.time(),
        offset,
        unit,
        options.standardise() ? data.mean() : 0,
        options.standardise() ? sd : 1);
  }

  private static void say(Monitor monitor, CoordinateTable table, Observations data) {
    Set<List<Double>> places = new HashSet<>();
    for (double[] row : data.t()) {
      places.add(Arrays.stream(row).boxed().toList());
    }
    StringBuilder indexes = new StringBuilder();
    for (int k = 0; k < table.modes().size(); k++) {
      indexes
          .append(k == 0 ? "" : ", ")
          .append(data.distinct(k).length)
          .append(" of ")
          .append(table.modes().get(k));
    }
    monitor.info(
        "%d rows to learn from, %d without a value; distinct coordinates: %s"
            .formatted(data.size(), table.y().length - data.size(), indexes));
    if (places.size() < data.size()) {
      monitor.info(
          "%d rows repeat the coordinates of another: each counts as an observation of its own"
              .formatted(data.size() - places.size()));
    }
  }

  private static FunBatModel fit(
      Path file, FunctionalOptions options, Columns columns, Observations data, TrainJob job) {
    double spread = Math.pow(data.deviation(), 2);
    FunBatConfig config = options.config(columns.modes().size(), spread);
    if (options.validation() == 0) {
      FunBatModel model = FunBat.fit(data.t(), data.y(), config, job.seed());
      job.monitor()
          .info(
              "training RMSE: %.4g; noise deviation: %.4g"
                  .formatted(
                      columns.sd() * model.trace().getLast().train(),
                      columns.sd() / Math.sqrt(model.noisePrecision())));
      return model;
    }
    Observations.Split split = data.split(options.validation(), job.seed());
    requireSplit(file, options, columns, split);
    FunBatConfig tuned =
        options.tune()
            ? new Tuner(split.train(), split.held(), job.seed(), job.monitor()).tune(config)
            : config;
    FunBatModel model = watched(split, tuned, job);
    Score score = Score.of(split.held(), model);
    double mean = split.held().rmse(Baselines.mean(split.train(), split.held()));
    job.monitor()
        .info(
            "held-out RMSE: %.4g, of the mean alone %.4g; in 95 %% intervals: %.1f %%; noise deviation: %.4g"
                .formatted(
                    columns.sd() * score.rmse(),
                    columns.sd() * mean,
                    100 * score.coverage(),
                    columns.sd() / Math.sqrt(model.noisePrecision())));
    return model;
  }

  private static void requireSplit(
      Path file, FunctionalOptions options, Columns columns, Observations.Split split) {
    boolean enough = split.held().size() > 0;
    for (int k = 0; k < columns.modes().size(); k++) {
      enough &= split.train().distinct(k).length >= 2;
    }
    if (!enough) {
      throw new UsageException(
          "%s: too few rows: holding %s of %d back leaves %d to learn from and %d to judge by; --set validation=0 learns from all"
              .formatted(
                  file,
                  options.validation(),
                  split.train().size() + split.held().size(),
                  split.train().size(),
                  split.held().size()));
    }
  }

  private static FunBatModel watched(Observations.Split split, FunBatConfig config, TrainJob job) {
    try (Progress progress =
        job.monitor().progress("sweeps", (long) FunBat.STARTS * config.sweeps())) {
      return FunBat.fit(
          split.train(),
          split.held(),
          config,
          job.seed(),
          sweep -> {
            progress.step(sweep.held());
            if (job.monitor().stopRequested()) {
              throw new StopException();
            }
          });
    }
  }

  private static void writeFunctions(Path file, FunBatModel model, Columns columns)
      throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < columns.modes().size(); k++) {
      double[] index = model.index(k);
      FunBatModel.Latent latent = model.latent(k, index);
      int rank = latent.mean()[0].length;
      for (int i = 0; i < index.length; i++) {
        for (int r = 0; r < rank; r++) {
          rows.add(
              List.of(
                  columns.modes().get(k),
                  columns.label(k, index[i]),
                  r + 1,
                  latent.mean()[i][r],
                  Math.sqrt(latent.covariance()[i][r * rank + r])));
        }
      }
    }
    CsvTable.write(file, List.of("mode", "coordinate", "function", "mean", "sd"), rows);
  }
}
