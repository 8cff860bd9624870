package polyad.completion.functional;

import java.util.List;

/**
 * How a model is fitted.
 *
 * @param tucker a core of its own; otherwise CP
 * @param ranks functions of each mode; equal for CP
 * @param kernels one a mode
 * @param damping weight of the old message to an index, 0 to below 1
 * @param dampingTau of the noise
 * @param dampingCore of the core
 * @param valuePrior v, the variance of a further prior on every value; infinite for none
 * @param a0 shape of the noise's Gamma prior, above 0
 * @param b0 its rate, above 0
 * @param corePrecision λ_W, 0 or more
 * @param coreCovariance whether messages to modes count the core's covariance
 * @param inner whether each mode's chain runs before the next mode's messages
 * @param sweeps 1 or more
 */
public record FunBatConfig(
    boolean tucker,
    List<Integer> ranks,
    List<MaternKernel> kernels,
    double damping,
    double dampingTau,
    double dampingCore,
    double valuePrior,
    double a0,
    double b0,
    double corePrecision,
    boolean coreCovariance,
    boolean inner,
    int sweeps) {
  private static final int MOST_CORE = 512;

  /** Checks every value. */
  public FunBatConfig {
    ranks = List.copyOf(ranks);
    kernels = List.copyOf(kernels);
    if (ranks.isEmpty() || ranks.size() != kernels.size()) {
      throw new IllegalArgumentException(
          "ranks, kernels are %d and %d, allowed: one a mode"
              .formatted(ranks.size(), kernels.size()));
    }
    if (ranks.stream().anyMatch(r -> r < 1)) {
      throw new IllegalArgumentException("ranks are " + ranks + ", allowed: 1 or more");
    }
    if (!tucker && ranks.stream().distinct().count() > 1) {
      throw new IllegalArgumentException("ranks are " + ranks + ", allowed for CP: equal");
    }
    long core = ranks.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (tucker && core > MOST_CORE) {
      throw new IllegalArgumentException(
          "ranks are %s, a core of %d numbers, allowed: up to %d"
              .formatted(ranks, core, MOST_CORE));
    }
    requireDamping("damping", damping);
    requireDamping("dampingTau", dampingTau);
    requireDamping("dampingCore", dampingCore);
    requirePositive("valuePrior", valuePrior);
    requirePositive("a0", a0);
    requirePositive("b0", b0);
    if (!(corePrecision >= 0)) {
      throw new IllegalArgumentException(
          "corePrecision is " + corePrecision + ", allowed: 0 or more");
    }
    if (sweeps < 1) {
      throw new IllegalArgumentException("sweeps is " + sweeps + ", allowed: 1 or more");
    }
  }

  private static void requireDamping(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " is " + value + ", allowed: 0 to below 1");
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " is " + value + ", allowed: above 0");
    }
  }

  /** The number of modes. */
  public int modes() {
    return ranks.size();
  }
}
