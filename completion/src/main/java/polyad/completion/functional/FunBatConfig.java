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

  /**
   * What suits values of standard deviation 1: damping 0.3 for indexes and core and none for the
   * noise, v = 1, a0 = b0 = 0.001, λ_W = 1, inner chains, 60 sweeps.
   */
  public static FunBatConfig of(boolean tucker, List<Integer> ranks, List<MaternKernel> kernels) {
    return new FunBatConfig(tucker, ranks, kernels, 0.3, 0, 0.3, 1, 1e-3, 1e-3, 1, false, true, 60);
  }

  /** The same with other damping. */
  public FunBatConfig withDamping(double index, double noise, double core) {
    return new FunBatConfig(
        tucker,
        ranks,
        kernels,
        index,
        noise,
        core,
        valuePrior,
        a0,
        b0,
        corePrecision,
        coreCovariance,
        inner,
        sweeps);
  }

  /** The same with other kernels, one a mode. */
  public FunBatConfig withKernels(List<MaternKernel> others) {
    return new FunBatConfig(
        tucker,
        ranks,
        others,
        damping,
        dampingTau,
        dampingCore,
        valuePrior,
        a0,
        b0,
        corePrecision,
        coreCovariance,
        inner,
        sweeps);
  }

  /** The same with another prior of the noise's precision. */
  public FunBatConfig withNoisePrior(double shape, double rate) {
    return new FunBatConfig(
        tucker,
        ranks,
        kernels,
        damping,
        dampingTau,
        dampingCore,
        valuePrior,
        shape,
        rate,
        corePrecision,
        coreCovariance,
        inner,
        sweeps);
  }

  /** The same with chains run mode by mode, or all after all messages. */
  public FunBatConfig withInner(boolean each) {
    return new FunBatConfig(
        tucker,
        ranks,
        kernels,
        damping,
        dampingTau,
        dampingCore,
        valuePrior,
        a0,
        b0,
        corePrecision,
        coreCovariance,
        each,
        sweeps);
  }

  /** The same with another number of sweeps. */
  public FunBatConfig withSweeps(int count) {
    return new FunBatConfig(
        tucker,
        ranks,
        kernels,
        damping,
        dampingTau,
        dampingCore,
        valuePrior,
        a0,
        b0,
        corePrecision,
        coreCovariance,
        inner,
        count);
  }
}
