package polyad.data;

/**
 * Sliding windows over rows of a series as index arithmetic; nothing is copied until a batch is
 * gathered. Window i reads {@code input} rows from {@code inputStart(i)} and predicts the {@code
 * target} rows that follow.
 *
 * @param range the rows that a window may touch
 * @param input lookback length, at least 1
 * @param target rows to predict, at least 0
 * @param stride rows between two windows, at least 1
 */
public record Windows(RowRange range, int input, int target, int stride) {

  /** Checks that at least one window fits. */
  public Windows {
    if (input < 1 || target < 0 || stride < 1) {
      throw new IllegalArgumentException(
          "input, target, stride: "
              + (input + ", " + target + ", " + stride)
              + " are not >= 1, >= 0, >= 1");
    }
    if (range.size() < input + target) {
      throw new IllegalArgumentException(
          "range: " + range.size() + " rows are fewer than one window of " + (input + target));
    }
  }

  /** The number of windows. */
  public int count() {
    return (range.size() - input - target) / stride + 1;
  }

  /** First row of a window's input. */
  public int inputStart(int window) {
    return range.from() + window * stride;
  }

  /** First row of a window's target. */
  public int targetStart(int window) {
    return inputStart(window) + input;
  }

  /** The inputs of some windows, {@code [B, input, N]} row-major. */
  public float[] inputs(double[][] series, int[] windows) {
    return gather(series, windows, 0, input);
  }

  /** The targets of some windows, {@code [B, target, N]} row-major. */
  public float[] targets(double[][] series, int[] windows) {
    return gather(series, windows, input, target);
  }

  private float[] gather(double[][] series, int[] windows, int offset, int length) {
    int variates = series[range.from()].length;
    float[] batch = new float[windows.length * length * variates];
    int position = 0;
    for (int window : windows) {
      int start = inputStart(window) + offset;
      for (int i = start; i < start + length; i++) {
        for (int j = 0; j < variates; j++) {
          batch[position++] = (float) series[i][j];
        }
      }
    }
    return batch;
  }
}
