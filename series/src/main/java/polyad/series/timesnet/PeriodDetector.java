package polyad.series.timesnet;

import java.util.Arrays;
import polyad.tensor.Autograd;
import polyad.tensor.Fft;
import polyad.tensor.Tensor;

/**
 * Finds the periods of a batch by the amplitudes of its Fourier transform (eq. 1 of the paper).
 * Which frequencies are chosen is not differentiated; their weights are.
 */
public final class PeriodDetector {
  private PeriodDetector() {}

  /**
   * The k frequencies whose amplitude, averaged over samples and channels, is largest; never the
   * mean (frequency 0).
   *
   * @param x [B, S, d]
   * @param k 1 to S / 2
   * @throws IllegalArgumentException when k is outside that range
   */
  public static Periods detect(Tensor x, int k) {
    int length = (int) x.size(1);
    requirePossible(k, length);
    Tensor spectrum = Fft.rfft(x, null, 1, Fft.Norm.BACKWARD); // [B, S/2 + 1, d]
    Tensor index =
        Autograd.noGrad(
            () -> {
              Tensor amplitude = spectrum.abs().mean(0).mean(-1); // [S/2 + 1]
              return amplitude.narrow(0, 1, amplitude.size(0) - 1).topk(k, 0, true).indices();
            });
    int[] frequency = Arrays.stream(index.toLongArray()).mapToInt(i -> (int) i + 1).toArray();
    return weighted(spectrum, frequency, length);
  }

  /**
   * The periods ⌊S / frequency⌋ of given frequencies with their weights.
   *
   * @param x [B, S, d]
   * @param frequency each 1 to S / 2
   */
  public static Periods at(Tensor x, int... frequency) {
    int length = (int) x.size(1);
    for (int q : frequency) {
      if (q < 1 || q > length / 2) {
        throw new IllegalArgumentException(
            "frequency is " + q + ", allowed: 1 to " + length / 2 + " cycles");
      }
    }
    return weighted(Fft.rfft(x, null, 1, Fft.Norm.BACKWARD), frequency, length);
  }

  private static Periods weighted(Tensor spectrum, int[] frequency, int length) {
    Tensor chosen = spectrum.indexSelect(1, Tensor.of(longs(frequency), frequency.length));
    int[] period = Arrays.stream(frequency).map(q -> length / q).toArray();
    return new Periods(period, frequency, chosen.abs().mean(-1));
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  static void requirePossible(int k, int length) {
    if (k < 1 || k > length / 2) {
      throw new IllegalArgumentException(
          "top_k %d needs at least %d steps, found %d".formatted(k, 2 * k, length));
    }
  }
}
