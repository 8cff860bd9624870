package polyad.text.matryoshka2d;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The widths that are trained beside the full one. */
final class Widths {
  private static final int SMALLEST = 8;

  private Widths() {}

  /** Powers of two from 8, below D. */
  static int[] powersOfTwo(int dimension) {
    return IntStream.iterate(SMALLEST, d -> d < dimension, d -> 2 * d).toArray();
  }

  /**
   * The widths asked for, or powers of two when none are.
   *
   * @throws IllegalArgumentException when one is outside [1, D), they do not rise, or there is none
   */
  static int[] below(int dimension, int[] wanted) {
    int[] dims = wanted.length == 0 ? powersOfTwo(dimension) : wanted.clone();
    if (dims.length == 0) {
      throw new IllegalArgumentException(
          "dims are empty: no power of two from 8 is below the encoder's " + dimension);
    }
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 1 || dims[i] >= dimension || (i > 0 && dims[i] <= dims[i - 1])) {
        throw new IllegalArgumentException(
            "dims are %s, allowed: rising, each 1 to %d (%d is always trained)"
                .formatted(Arrays.toString(dims), dimension - 1, dimension));
      }
    }
    return dims;
  }

  /** The widths and D behind them. */
  static int[] with(int[] dims, int dimension) {
    int[] all = Arrays.copyOf(dims, dims.length + 1);
    all[dims.length] = dimension;
    return all;
  }
}
