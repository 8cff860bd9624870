package polyad.completion;

import java.util.Arrays;

/** Positions of cells that callers give. */
public final class Positions {
  private Positions() {}

  /**
   * A position as whole numbers.
   *
   * @param cell its number, for the message
   * @throws IllegalArgumentException when it has another length or lies outside the shape
   */
  public static int[] checked(long[] shape, long[] position, int cell) {
    if (position.length != shape.length) {
      throw new IllegalArgumentException(
          "cell %d has %d indexes, expected %d".formatted(cell, position.length, shape.length));
    }
    for (int k = 0; k < shape.length; k++) {
      if (position[k] < 0 || position[k] >= shape[k]) {
        throw new IllegalArgumentException(
            "cell %d at %s: index %d of mode %d is not in [0, %d)"
                .formatted(cell, Arrays.toString(position), position[k], k, shape[k]));
      }
    }
    return Arrays.stream(position).mapToInt(i -> (int) i).toArray();
  }
}
