package polyad.series.timesnet;

import polyad.catalog.task.AnomalyDetector;
import polyad.data.RowRange;
import polyad.data.Windows;
import polyad.series.AnomalyMetrics;
import polyad.series.WindowBatches;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** A trained model that scores steps by how badly it rebuilds them. */
public final class TimesNetDetector extends TrainedTimesNet implements AnomalyDetector {
  private static final int BATCH = 64;

  TimesNetDetector(TimesNet model, TimesNetFacts facts) {
    super(model, facts);
  }

  /** With windows a quarter of their length apart, where they overlap the mean counts. */
  @Override
  public double[] scores(double[][] series) {
    int length = window();
    if (series.length < length) {
      throw new IllegalArgumentException(
          "the series has " + series.length + " rows, the model reads windows of " + length);
    }
    requireRows(series, false);
    return scores(network(), scaler().transform(series), Math.max(1, length / 4));
  }

  @Override
  public double threshold() {
    return facts().threshold();
  }

  /** Which steps are anomalies. */
  public boolean[] detect(double[][] series) {
    return AnomalyMetrics.flags(scores(series), threshold());
  }

  /**
   * Squared error of every step, mean over channels, and over the windows that cover it; the last
   * window ends with the series.
   *
   * @param scaled [rows][C]
   * @param stride rows from window to window
   */
  static double[] scores(TimesNet model, double[][] scaled, int stride) {
    int length = model.config().seqLen();
    double[] sums = new double[scaled.length];
    int[] counts = new int[scaled.length];
    Windows windows = new Windows(new RowRange(0, scaled.length), length, 0, stride);
    for (int from = 0; from < windows.count(); from += BATCH) {
      int[] batch = new int[Math.min(BATCH, windows.count() - from)];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = windows.inputStart(from + i);
      }
      add(model, scaled, batch, sums, counts);
    }
    if (windows.inputStart(windows.count() - 1) + length < scaled.length) {
      add(model, scaled, new int[] {scaled.length - length}, sums, counts);
    }
    for (int t = 0; t < sums.length; t++) {
      sums[t] /= counts[t];
    }
    return sums;
  }

  private static void add(
      TimesNet model, double[][] scaled, int[] starts, double[] sums, int[] counts) {
    int length = model.config().seqLen();
    Windows each = new Windows(new RowRange(0, scaled.length), length, 0, 1);
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor x = new WindowBatches(scaled, each).inputs(starts);
      double[] errors =
          model.forward(x, null, null).sub(x).square().mean(-1).contiguous().toDoubleArray();
      for (int i = 0; i < errors.length; i++) {
        int t = starts[i / length] + i % length;
        sums[t] += errors[i];
        counts[t]++;
      }
    }
  }
}
