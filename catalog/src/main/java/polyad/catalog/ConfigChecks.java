package polyad.catalog;

/** Checks of configuration values; messages name the value and what is allowed. */
public final class ConfigChecks {
  private ConfigChecks() {}

  /** The value, if it is at least that. */
  public static int atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " is " + value + ", allowed: " + least + " or more");
    }
    return value;
  }

  /** The value, if it is finite and at least that. */
  public static double atLeast(String name, double value, double least) {
    if (!(value >= least) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", allowed: " + least + " or more");
    }
    return value;
  }

  /** The value, if it is finite and above zero. */
  public static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ", allowed: above 0");
    }
    return value;
  }

  /** The value, if it lies between the limits, which belong to the range. */
  public static double between(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", allowed: " + low + " to " + high);
    }
    return value;
  }
}
