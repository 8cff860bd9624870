package polyad.series.timesnet;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.LabelledSequences;
import polyad.data.Missing;
import polyad.series.AnomalyMetrics;
import polyad.series.SeriesFile;
import polyad.series.SeriesTables;

/** {@code polyad predict}: continues, fills or scores a table, or names classes, as trained. */
final class TimesNetPrediction implements Predictable<TimesNetPrediction.Options> {
  /**
   * What to predict.
   *
   * @param steps 0 for the model's horizon
   * @param threshold 0 for the one chosen in training
   */
  record Options(
      @Describe("steps to forecast; 0 for the model's horizon") int steps,
      @Describe("score above which a row is an anomaly; 0 for the one chosen in training")
          double threshold) {
    Options {
      ConfigChecks.atLeast("steps", steps, 0);
      ConfigChecks.atLeast("threshold", threshold, 0);
    }
  }

  @Override
  public Options predictOptions() {
    return new Options(0, 0);
  }

  @Override
  public Table predict(Options options, ModelDirectory directory, PredictJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path path = job.data().getFirst();
    try (TrainedTimesNet model = TrainedTimesNet.load(directory)) {
      if (model instanceof TimesNetClassifier classifier) {
        return classes(path, classifier, job);
      }
      SeriesFile file = SeriesFile.read(path, Missing.NAN);
      double[][] rows = SeriesTables.columns(path, file.series(), model.variates());
      return series(options, path, file, rows, model);
    } catch (IllegalArgumentException e) {
      throw new UsageException(path + ": " + e.getMessage(), e);
    }
  }

  private static Table series(
      Options options, Path path, SeriesFile file, double[][] rows, TrainedTimesNet model) {
    List<LocalDateTime> clock = file.series().timestamps();
    @Nullable List<LocalDateTime> times = clock.isEmpty() ? null : clock;
    return switch (model) {
      case TimesNetForecaster forecaster -> {
        int steps = options.steps() == 0 ? forecaster.horizon() : options.steps();
        double[][] next = forecaster.forecast(rows, times, steps);
        yield SeriesTables.continued("Forecast", file, model.variates(), next);
      }
      case TimesNetImputer imputer ->
          SeriesTables.aligned("Filled", file, model.variates(), imputer.impute(rows, times));
      case TimesNetDetector detector -> {
        double limit = options.threshold() == 0 ? detector.threshold() : options.threshold();
        double[] scores = detector.scores(rows);
        yield SeriesTables.flagged("Anomalies", file, scores, AnomalyMetrics.flags(scores, limit));
      }
      case TimesNetClassifier _ -> throw new IllegalStateException(path + " is no .ts file");
    };
  }

  private static Table classes(Path path, TimesNetClassifier model, PredictJob job)
      throws Exception {
    LabelledSequences data = LabelledSequences.readTs(path);
    if (data.dimensions() != model.variates().size()) {
      throw new UsageException(
          "%s: found %d dimensions, expected %d as in training"
              .formatted(path, data.dimensions(), model.variates().size()));
    }
    SequenceTraining.requireComplete(path, data.sequences());
    for (String name : data.classes()) {
      if (!model.classes().contains(name)) {
        throw new UsageException(
            "%s: found class '%s', expected those of the training: %s"
                .formatted(path, name, String.join(", ", model.classes())));
      }
    }
    long cut = data.sequences().stream().filter(s -> s.length > model.longest()).count();
    if (cut > 0) {
      job.monitor().info("note: %d series are cut to %d steps".formatted(cut, model.longest()));
    }
    return table(data, model, job);
  }

  private static Table table(LabelledSequences data, TimesNetClassifier model, PredictJob job) {
    float[][] p = model.probabilities(data.sequences());
    Table.Builder table =
        Table.of("Classes")
            .columns("case", "class")
            .columns(model.classes().stream().map(c -> "p(" + c + ")").toArray(String[]::new));
    int right = 0;
    for (int i = 0; i < p.length; i++) {
      String best = model.classes().get(TimesNetClassifier.best(p[i]));
      List<@Nullable Object> row = new ArrayList<>(List.of(i + 1, best));
      for (float share : p[i]) {
        row.add(share);
      }
      table.row(row.toArray());
      boolean labelled = data.targets().length > 0 && !data.classes().isEmpty();
      right += labelled && data.classes().get((int) data.targets()[i]).equals(best) ? 1 : 0;
    }
    if (data.targets().length > 0 && !data.classes().isEmpty()) {
      job.monitor()
          .info(
              "accuracy against the labels of the file: %.4f".formatted((double) right / p.length));
    }
    return table.build();
  }
}
