package polyad.series;

import polyad.data.Windows;
import polyad.tensor.Tensor;

/**
 * Windows of a series as tensors.
 *
 * @param series scaled values [rows, N]; not copied
 * @param windows which rows are windows
 */
public record WindowBatches(double[][] series, Windows windows) {
  /** The number of windows. */
  public int count() {
    return windows.count();
  }

  /** The number of variates. */
  public int variates() {
    return series[windows.range().from()].length;
  }

  /** What the model reads of some windows, [B, T, N]. */
  public Tensor inputs(int[] batch) {
    return Tensor.of(windows.inputs(series, batch), batch.length, windows.input(), variates());
  }

  /** What follows these windows, [B, τ, N]. */
  public Tensor targets(int[] batch) {
    return Tensor.of(windows.targets(series, batch), batch.length, windows.target(), variates());
  }
}
