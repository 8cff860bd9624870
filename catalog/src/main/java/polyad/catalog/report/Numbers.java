package polyad.catalog.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
public final class Numbers {
  private Numbers() {}

  /** Four significant digits; powers of ten outside 1e-4 to 1e6. */
  public static String format(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return Long.toString((long) value);
    }
    double size = Math.abs(value);
    if (size < 1e-4 || size >= 1e6) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Any cell of a table. */
  static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "–";
      case Double number -> format(number);
      case Float number -> format(number);
      case Long number -> grouped(number);
      case Integer number -> grouped(number);
      case Boolean yes -> yes ? "yes" : "no";
      default -> value.toString();
    };
  }

  private static String grouped(long value) {
    return Math.abs(value) < 10_000
        ? Long.toString(value)
        : String.format(Locale.ROOT, "%,d", value);
  }
}
