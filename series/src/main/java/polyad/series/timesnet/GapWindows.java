package polyad.series.timesnet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Tensor;

/**
 * Windows of a series with gaps as the imputation head reads them: 0 where nothing was observed,
 * and a mask that says so.
 *
 * @param values scaled, {@code [rows][C]}, NaN where nothing was observed; not copied
 * @param marks of the clock, {@code [rows][F]}; null without one
 * @param length T
 */
record GapWindows(double[][] values, double @Nullable [][] marks, int length) {
  /**
   * Some windows.
   *
   * @param x [B, T, C], 0 in gaps and where hidden
   * @param marks [B, T, F] or null
   * @param mask [B, T, C], 1 where the model may look
   * @param target [B, T, C], 0 in gaps
   * @param judged [B, T, C], 1 where observed and hidden
   */
  record Batch(Tensor x, @Nullable Tensor marks, Tensor mask, Tensor target, Tensor judged) {
    /** Squared error on the hidden cells: the training loss. */
    Tensor loss(TimesNet model) {
      Tensor error = model.forward(x, marks, mask).sub(target).square().mul(judged);
      return error.sum().div(judged.sum().clampMin(1));
    }
  }

  /** What else is hidden, cell by cell. */
  interface Hiding {
    /**
     * Whether to hide an observed cell.
     *
     * @param window its number in the batch
     */
    boolean hides(int window, int step, int channel);
  }

  int channels() {
    return values[0].length;
  }

  /** Windows that begin at these rows. A channel keeps one cell at least. */
  Batch batch(int[] starts, Hiding hiding) {
    int c = channels();
    int size = starts.length * length * c;
    float[] x = new float[size];
    float[] mask = new float[size];
    float[] target = new float[size];
    float[] judged = new float[size];
    for (int b = 0; b < starts.length; b++) {
      int[] firstHidden = new int[c];
      boolean[] kept = new boolean[c];
      Arrays.fill(firstHidden, -1);
      for (int t = 0; t < length; t++) {
        for (int j = 0; j < c; j++) {
          double value = values[starts[b] + t][j];
          int at = (b * length + t) * c + j;
          if (Double.isNaN(value)) {
            continue;
          }
          target[at] = (float) value;
          boolean hidden = hiding.hides(b, t, j);
          mask[at] = hidden ? 0 : 1;
          judged[at] = hidden ? 1 : 0;
          x[at] = hidden ? 0 : (float) value;
          kept[j] |= !hidden;
          firstHidden[j] = hidden && firstHidden[j] < 0 ? at : firstHidden[j];
        }
      }
      for (int j = 0; j < c; j++) {
        if (!kept[j] && firstHidden[j] >= 0) {
          mask[firstHidden[j]] = 1;
          judged[firstHidden[j]] = 0;
          x[firstHidden[j]] = target[firstHidden[j]];
        }
      }
    }
    long[] shape = {starts.length, length, c};
    return new Batch(
        Tensor.of(x, shape),
        clock(starts),
        Tensor.of(mask, shape),
        Tensor.of(target, shape),
        Tensor.of(judged, shape));
  }

  private @Nullable Tensor clock(int[] starts) {
    if (marks == null) {
      return null;
    }
    int f = marks[0].length;
    float[] clock = new float[starts.length * length * f];
    int at = 0;
    for (int start : starts) {
      for (int t = start; t < start + length; t++) {
        for (int j = 0; j < f; j++) {
          clock[at++] = (float) marks[t][j];
        }
      }
    }
    return Tensor.of(clock, starts.length, length, f);
  }

  /** The first rows of all windows in which every channel is observed at least twice. */
  int[] usable(int from, int to) {
    int[] starts = new int[Math.max(0, to - from - length + 1)];
    int n = 0;
    for (int start = from; start + length <= to; start++) {
      if (emptyChannel(start, 2) < 0) {
        starts[n++] = start;
      }
    }
    return Arrays.copyOf(starts, n);
  }

  /** A channel with fewer observed cells than so many in that window, or −1. */
  int emptyChannel(int start, int least) {
    for (int j = 0; j < channels(); j++) {
      int found = 0;
      for (int t = start; t < start + length && found < least; t++) {
        found += Double.isNaN(values[t][j]) ? 0 : 1;
      }
      if (found < least) {
        return j;
      }
    }
    return -1;
  }
}
