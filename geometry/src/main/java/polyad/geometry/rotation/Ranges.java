package polyad.geometry.rotation;

import java.util.List;

/** Range checks of configurations: the message names field, value and what is allowed. */
final class Ranges {
  private Ranges() {}

  static void atLeast(String field, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(field + " is " + value + ", expected at least " + least);
    }
  }

  static void atLeast(String field, double value, double least) {
    if (!(value >= least) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          field + " is " + value + ", expected a number of at least " + least);
    }
  }

  static void widths(String field, List<Integer> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(field + " is empty, expected at least one width");
    }
    values.forEach(value -> atLeast(field, value, 1));
  }

  static void rates(double lr, double endLr) {
    if (!(lr > 0) || Double.isInfinite(lr)) {
      throw new IllegalArgumentException("lr is " + lr + ", expected a number above 0");
    }
    if (!(endLr >= 0) || endLr > lr) {
      throw new IllegalArgumentException("endLr is " + endLr + ", expected 0 to lr = " + lr);
    }
  }
}
