package polyad.series.timesnet;

import java.util.Arrays;
import polyad.tensor.Tensor;

/**
 * The k strongest periods of a batch, strongest first; several frequencies may give one period.
 *
 * @param period ⌊S / frequency⌋, each 1 to S, in steps
 * @param frequency whole cycles in S steps, each 1 to S / 2
 * @param weight [B, k]: each sample's mean amplitude at these frequencies, recorded for derivatives
 */
public record Periods(int[] period, int[] frequency, Tensor weight) {
  /** Checks the lengths. */
  public Periods {
    if (period.length != frequency.length || weight.size(1) != period.length) {
      throw new IllegalArgumentException(
          "period, frequency, weight: %d, %d and %d of them are not the same number"
              .formatted(period.length, frequency.length, weight.size(1)));
    }
    period = period.clone();
    frequency = frequency.clone();
  }

  /** How many there are. */
  public int count() {
    return period.length;
  }

  @Override
  public String toString() {
    return "Periods" + Arrays.toString(period);
  }
}
