package polyad.catalog.report;

/**
 * What any honest implementation reaches with margin; one that does not hold fails {@code polyad
 * run --check}.
 *
 * @param name what is measured, with its unit
 * @param measured the value; 1 or 0 for a yes-or-no check
 * @param bound what it must satisfy
 * @param note where the bound comes from, or empty
 */
public record Check(String name, double measured, Bound bound, String note) implements Block {
  /** Checks the name. */
  public Check {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a check is empty");
    }
  }

  /** The measured value must not exceed the limit. */
  public static Check atMost(String name, double measured, double limit) {
    return new Check(name, measured, new Bound.AtMost(limit), "");
  }

  /** The measured value must reach the limit. */
  public static Check atLeast(String name, double measured, double limit) {
    return new Check(name, measured, new Bound.AtLeast(limit), "");
  }

  /** The measured value must lie between the limits, which belong to the range. */
  public static Check between(String name, double measured, double low, double high) {
    return new Check(name, measured, new Bound.Between(low, high), "");
  }

  /** The statement must be true. */
  public static Check that(String name, boolean statement) {
    return new Check(name, statement ? 1 : 0, new Bound.AtLeast(1), "");
  }

  /** The same check with a note. */
  public Check note(String text) {
    return new Check(name, measured, bound, text);
  }

  /** Whether the measured value satisfies the bound; never for NaN. */
  public boolean held() {
    return bound.holds(measured);
  }
}
