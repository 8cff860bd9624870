package polyad.nn;

/** Checks of configuration values. */
final class Checks {
  private Checks() {}

  static double fraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + ", allowed: 0 to 1");
    }
    return value;
  }

  static double atLeast(String name, double value, double least) {
    if (!(value >= least)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", allowed: " + least + " or more");
    }
    return value;
  }
}
