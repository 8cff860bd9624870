package polyad.completion.functional;

import java.util.function.DoubleUnaryOperator;

/** Minimises a function of one number that falls, then rises. */
final class GoldenSection {
  private static final double RATIO = (Math.sqrt(5) - 1) / 2;

  private GoldenSection() {}

  /** The least value seen and where. */
  record Minimum(double at, double value) {}

  /**
   * Narrows an interval.
   *
   * @param evaluations of the function, 2 or more
   */
  static Minimum minimum(DoubleUnaryOperator f, double low, double high, int evaluations) {
    double a = low;
    double b = high;
    double left = b - RATIO * (b - a);
    double right = a + RATIO * (b - a);
    double atLeft = f.applyAsDouble(left);
    double atRight = f.applyAsDouble(right);
    for (int used = 2; used < evaluations; used++) {
      if (atLeft <= atRight) {
        b = right;
        right = left;
        atRight = atLeft;
        left = b - RATIO * (b - a);
        atLeft = f.applyAsDouble(left);
      } else {
        a = left;
        left = right;
        atLeft = atRight;
        right = a + RATIO * (b - a);
        atRight = f.applyAsDouble(right);
      }
    }
    return atLeft <= atRight ? new Minimum(left, atLeft) : new Minimum(right, atRight);
  }
}
