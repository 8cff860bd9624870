package polyad.series.timesnet;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.catalog.task.Imputer;
import polyad.tensor.Autograd;
import polyad.tensor.TensorScope;

/** A trained model that fills the gaps of series, in their units. */
public final class TimesNetImputer extends TrainedTimesNet implements Imputer {
  TimesNetImputer(TimesNet model, TimesNetFacts facts) {
    super(model, facts);
  }

  @Override
  public double[][] impute(double[][] series) {
    return impute(series, null);
  }

  /**
   * Fills with a clock. Windows lie side by side, the last one at the end of the series; those
   * without a gap are left alone.
   *
   * @param series {@code [t, N]}, NaN where nothing was observed; as long as a window at least
   * @param times one for each step; null for a model without a clock
   * @return {@code [t, N]}: observed values as they were, gaps filled
   * @throws IllegalArgumentException when the series is shorter than a window, or a channel has no
   *     value in one
   */
  public double[][] impute(double[][] series, @Nullable List<LocalDateTime> times) {
    int length = window();
    if (series.length < length) {
      throw new IllegalArgumentException(
          "the series has " + series.length + " rows, the model reads windows of " + length);
    }
    requireRows(series, true);
    GapWindows windows =
        new GapWindows(
            scaler().transform(series), marks(network().config(), times, series.length), length);
    double[][] filled = new double[series.length][];
    for (int t = 0; t < filled.length; t++) {
      filled[t] = series[t].clone();
    }
    for (int from = 0; from < series.length; from += length) {
      int start = Math.min(from, series.length - length);
      if (hasGap(filled, start)) {
        fill(windows, start, filled);
      }
    }
    return filled;
  }

  private boolean hasGap(double[][] rows, int start) {
    for (int t = start; t < start + window(); t++) {
      for (double value : rows[t]) {
        if (Double.isNaN(value)) {
          return true;
        }
      }
    }
    return false;
  }

  private void fill(GapWindows windows, int start, double[][] filled) {
    int empty = windows.emptyChannel(start, 1);
    if (empty >= 0) {
      throw new IllegalArgumentException(
          "rows %d to %d, '%s': no value in a window of %d rows"
              .formatted(start + 1, start + window(), variates().get(empty), window()));
    }
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      GapWindows.Batch batch = windows.batch(new int[] {start}, (b, t, j) -> false);
      double[] flat =
          network().forward(batch.x(), batch.marks(), batch.mask()).contiguous().toDoubleArray();
      int n = variates().size();
      for (int t = 0; t < window(); t++) {
        double[] row = new double[n];
        System.arraycopy(flat, t * n, row, 0, n);
        double[] own = scaler().inverse(row);
        for (int j = 0; j < n; j++) {
          if (Double.isNaN(filled[start + t][j])) {
            filled[start + t][j] = own[j];
          }
        }
      }
    }
  }
}
