package polyad.completion.functional;

/**
 * A Matérn kernel of half-integer smoothness as a stochastic differential equation (section 3).
 *
 * @param order ν + 1/2: 1, 2 or 3 for ν = 1/2, 3/2, 5/2; the length of the state
 * @param lengthscale above 0, in units of the index
 * @param variance above 0
 */
public record MaternKernel(int order, double lengthscale, double variance) {
  /** Checks the numbers. */
  public MaternKernel {
    if (order < 1 || order > 3) {
      throw new IllegalArgumentException("order is " + order + ", allowed: 1, 2 or 3");
    }
    if (!(lengthscale > 0) || Double.isInfinite(lengthscale)) {
      throw new IllegalArgumentException("lengthscale is " + lengthscale + ", allowed: above 0");
    }
    if (!(variance > 0) || Double.isInfinite(variance)) {
      throw new IllegalArgumentException("variance is " + variance + ", allowed: above 0");
    }
  }

  /** λ = √(2ν)/l. */
  double rate() {
    return Math.sqrt(2.0 * order - 1) / lengthscale;
  }

  /** κ(d). */
  public double value(double distance) {
    double x = rate() * Math.abs(distance);
    double polynomial =
        switch (order) {
          case 1 -> 1;
          case 2 -> 1 + x;
          default -> 1 + x + x * x / 3;
        };
    return variance * polynomial * Math.exp(-x);
  }

  /** F [order, order], the companion matrix of (d/dt + λ)^order. */
  public double[] drift() {
    double r = rate();
    return switch (order) {
      case 1 -> new double[] {-r};
      case 2 -> new double[] {0, 1, -r * r, -2 * r};
      default -> new double[] {0, 1, 0, 0, 0, 1, -r * r * r, -3 * r * r, -3 * r};
    };
  }

  /** P∞ [order, order], the covariance of the stationary state. */
  public double[] stationary() {
    double r2 = rate() * rate();
    return switch (order) {
      case 1 -> new double[] {variance};
      case 2 -> new double[] {variance, 0, 0, r2 * variance};
      default -> {
        double k = r2 * variance / 3;
        yield new double[] {variance, 0, -k, 0, k, 0, -k, 0, r2 * r2 * variance};
      }
    };
  }

  /** exp(F·dt) [order, order]: F + λI is nilpotent, so the series ends. */
  public double[] transition(double dt) {
    double[] nilpotent = Dense.plus(drift(), Dense.identity(order, 1), rate());
    double[] sum = Dense.identity(order, 1);
    double[] power = Dense.identity(order, 1);
    double factor = 1;
    for (int k = 1; k < order; k++) {
      power = Dense.times(power, nilpotent, order, order, order);
      factor *= dt / k;
      sum = Dense.plus(sum, power, factor);
    }
    double decay = Math.exp(-rate() * dt);
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= decay;
    }
    return sum;
  }
}
