package polyad.series.timesnet;

import polyad.tensor.Tensor;

/**
 * Series as images (eq. 2 of the paper): a row is one period, so a row shows the variation within a
 * period and a column that of one phase from period to period.
 */
public final class Folding {
  private Folding() {}

  /**
   * Zeros are appended up to a multiple of the period.
   *
   * @param x [B, S, d]
   * @param period 1 or more, steps
   * @return [B, d, rows, period], rows = ⌈S / period⌉; channels vary fastest in memory
   */
  public static Tensor fold(Tensor x, int period) {
    if (period < 1) {
      throw new IllegalArgumentException("period is " + period + ", allowed: 1 or more");
    }
    long length = x.size(1);
    long rows = Math.ceilDiv(length, period);
    long missing = rows * period - length;
    Tensor whole = missing == 0 ? x : x.pad(new long[] {0, 0, 0, missing}, 0);
    return whole.reshape(x.size(0), rows, period, x.size(2)).permute(0, 3, 1, 2);
  }

  /**
   * The series of an image, without what was appended.
   *
   * @param image [B, d, rows, period]
   * @param length S, at most rows · period
   * @return [B, S, d]
   */
  public static Tensor unfold(Tensor image, int length) {
    long steps = image.size(2) * image.size(3);
    Tensor flat = image.permute(0, 2, 3, 1).reshape(image.size(0), steps, image.size(1));
    return steps == length ? flat : flat.narrow(1, 0, length);
  }
}
