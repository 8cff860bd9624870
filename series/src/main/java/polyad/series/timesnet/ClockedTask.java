package polyad.series.timesnet;

import org.jspecify.annotations.Nullable;
import polyad.series.ForecastTask;
import polyad.series.TimeFeatures;
import polyad.series.WindowBatches;
import polyad.tensor.Tensor;

/**
 * A forecasting task with the features of its clock.
 *
 * @param task values
 * @param frequency unit of the clock
 * @param marks {@code [rows][F]}; null for a series without a clock
 */
record ClockedTask(
    ForecastTask task, TimeFeatures.Frequency frequency, double @Nullable [][] marks) {
  static ClockedTask of(ForecastTask task, TimeFeatures.Frequency frequency) {
    boolean clocked = !task.series().timestamps().isEmpty();
    return new ClockedTask(
        task, frequency, clocked ? TimeFeatures.of(task.series().timestamps(), frequency) : null);
  }

  TimesNetConfig config(TimesNetTask kind, int predLen) {
    return TimesNetConfig.of(kind, task.context(), predLen, task.variates())
        .withClock(marks == null ? TimeEmbedding.NONE : TimeEmbedding.TIME_F, frequency.letter());
  }

  /** The clock of some windows' input, [B, T, F]; null without one. */
  @Nullable Tensor marks(WindowBatches windows, int[] batch) {
    return marks == null ? null : new WindowBatches(marks, windows.windows()).inputs(batch);
  }
}
