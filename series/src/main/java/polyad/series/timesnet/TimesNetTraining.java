package polyad.series.timesnet;

import java.io.IOException;
import java.nio.file.Path;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.series.ForecastTraining;

/**
 * {@code polyad train timesnet}: a table with a clock, or {@code .ts}, in; a model directory out.
 */
final class TimesNetTraining implements Trainable<TimesNetOptions> {
  @Override
  public TimesNetOptions trainConfig() {
    return TimesNetOptions.defaults();
  }

  @Override
  public void train(TimesNetOptions options, TrainJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path file = job.data().getFirst();
    TrainedTimesNet trained =
        options.task() == TimesNetOptions.Job.CLASSIFY
            ? SequenceTraining.train(file, options, job)
            : SeriesTraining.train(file, options, job);
    try (trained;
        var writer = job.model()) {
      trained.write(writer);
      writer.commit();
    }
  }

  static ForecastTraining.Session session(TrainJob job) throws IOException {
    return new ForecastTraining.Session("timesnet", job.checkpoint("trainer"), job.monitor());
  }
}
