package polyad.nn;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Lowers the rate once a score has not fallen for a while, as PyTorch's {@code ReduceLROnPlateau}
 * does in its mode {@code min}: a score is better when it is below the best by one part in 10⁴. A
 * {@link Trainer} with a validation score tells it of every epoch and stops below the least rate.
 */
public final class ReduceOnPlateau implements Schedule {
  private static final double THRESHOLD = 1e-4;

  private final double factor;
  private final int patience;
  private final double least;
  private double rate;
  private double best = Double.POSITIVE_INFINITY;
  private int waited;

  /**
   * Starts at a rate.
   *
   * @param lr the first rate, above 0
   * @param factor what the rate is multiplied by, in (0, 1)
   * @param patience epochs without a better score that are let pass, 0 or more
   * @param least training ends when the rate falls below it, 0 or more
   */
  public ReduceOnPlateau(double lr, double factor, int patience, double least) {
    if (!(lr > 0) || !(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException(
          "lr, factor are %s, %s, allowed: above 0 and between 0 and 1".formatted(lr, factor));
    }
    this.rate = lr;
    this.factor = factor;
    this.patience = (int) Checks.atLeast("patience", patience, 0);
    this.least = Checks.atLeast("least", least, 0);
  }

  @Override
  public double at(long step) {
    return rate;
  }

  /**
   * Takes in the score of an epoch; NaN is never better.
   *
   * @return whether the rate has fallen below the least
   */
  public boolean endsAfter(double score) {
    boolean better =
        Double.isInfinite(best) ? score < best : score < best - THRESHOLD * Math.abs(best);
    if (better) {
      best = score;
      waited = 0;
    } else if (++waited > patience) {
      rate *= factor;
      waited = 0;
    }
    return rate < least;
  }

  /** What a checkpoint keeps. */
  Map<String, String> state() {
    return Map.of(
        "rate", Double.toHexString(rate),
        "best", Double.toHexString(best),
        "waited", Integer.toString(waited));
  }

  void restore(UnaryOperator<String> saved) {
    rate = Double.parseDouble(saved.apply("rate"));
    best = Double.parseDouble(saved.apply("best"));
    waited = Integer.parseInt(saved.apply("waited"));
  }
}
