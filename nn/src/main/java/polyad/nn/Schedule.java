package polyad.nn;

/** The learning rate of every step, counted from 0. */
@FunctionalInterface
public interface Schedule {
  /** The rate of this step. */
  double at(long step);

  /** The same rate always. */
  static Schedule constant(double lr) {
    return step -> lr;
  }

  /** Half a cosine from {@code lr} at step 0 to {@code end} at {@code steps}. */
  static Schedule cosine(double lr, double end, long steps) {
    return step -> {
      double progress = Math.min(1, (double) step / Math.max(1, steps));
      return end + (lr - end) * (1 + Math.cos(Math.PI * progress)) / 2;
    };
  }

  /**
   * PyTorch's triangular cycles: in a line from {@code low} to {@code high} over {@code half}
   * steps, back over as many, and again (Smith, 2017).
   */
  static Schedule cyclic(double low, double high, long half) {
    if (half < 1) {
      throw new IllegalArgumentException("half is " + half + ", allowed: 1 or more");
    }
    return step -> {
      long position = step % (2 * half);
      return low + (high - low) * Math.min(position, 2 * half - position) / half;
    };
  }

  /**
   * In a line from 0 to {@code peak} over the first {@code warmup} steps, then in a line to 0 at
   * {@code steps}.
   */
  static Schedule linear(double peak, long warmup, long steps) {
    if (warmup < 0 || warmup > steps) {
      throw new IllegalArgumentException("warmup is " + warmup + ", allowed: 0 to " + steps);
    }
    return step ->
        step < warmup
            ? peak * (step + 1) / warmup
            : peak * Math.max(0, steps - step) / Math.max(1, steps - warmup);
  }

  /** lr·gamma^(number of whole periods gone by). */
  static Schedule step(double lr, long period, double gamma) {
    return step -> lr * Math.pow(gamma, Math.floorDiv(step, period));
  }

  /** lr·gamma^step. */
  static Schedule exponential(double lr, double gamma) {
    return step -> lr * Math.pow(gamma, step);
  }

  /**
   * PyTorch's one-cycle policy with cosine annealing: from peak/25 up to the peak over the first 30
   * % of the steps, then down to peak/250,000 (Smith and Topin, 2019).
   */
  static Schedule oneCycle(double peak, long steps) {
    double initial = peak / 25;
    double last = initial / 1e4;
    double up = 0.3 * steps - 1;
    double down = steps - 1 - up;
    return step -> {
      if (step <= up) {
        return anneal(initial, peak, up <= 0 ? 1 : step / up);
      }
      return anneal(peak, last, Math.min(1, (step - up) / Math.max(1, down)));
    };
  }

  private static double anneal(double from, double to, double progress) {
    return to + (from - to) * (1 + Math.cos(Math.PI * progress)) / 2;
  }

  /** This schedule after a linear rise from 0 over {@code steps} steps. */
  default Schedule warmedUp(long steps) {
    return step -> step < steps ? at(0) * (step + 1) / steps : at(step - steps);
  }
}
