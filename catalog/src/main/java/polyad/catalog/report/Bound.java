package polyad.catalog.report;

/** What a measured value must satisfy. NaN satisfies nothing. */
public sealed interface Bound {
  /** Whether the value satisfies it. */
  boolean holds(double value);

  /** At most the limit. */
  record AtMost(double limit) implements Bound {
    /** Refuses NaN. */
    public AtMost {
      requireNumber(limit);
    }

    @Override
    public boolean holds(double value) {
      return value <= limit;
    }

    @Override
    public String toString() {
      return "≤ " + Numbers.brief(limit);
    }
  }

  /** At least the limit. */
  record AtLeast(double limit) implements Bound {
    /** Refuses NaN. */
    public AtLeast {
      requireNumber(limit);
    }

    @Override
    public boolean holds(double value) {
      return value >= limit;
    }

    @Override
    public String toString() {
      return "≥ " + Numbers.brief(limit);
    }
  }

  /** Between the limits, which belong to it. */
  record Between(double low, double high) implements Bound {
    /** Refuses NaN and a reversed range. */
    public Between {
      requireNumber(low);
      requireNumber(high);
      if (low > high) {
        throw new IllegalArgumentException("low is " + low + ", expected at most high, " + high);
      }
    }

    @Override
    public boolean holds(double value) {
      return value >= low && value <= high;
    }

    @Override
    public String toString() {
      return "in [" + Numbers.brief(low) + ", " + Numbers.brief(high) + "]";
    }
  }

  private static void requireNumber(double limit) {
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException("limit is NaN, expected a number");
    }
  }
}
