package polyad.catalog.report;

import java.math.BigDecimal;
import java.math.MathContext;
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
    double rounded = new BigDecimal(size).round(new MathContext(4)).doubleValue();
    return fixed(value, 3 - (int) Math.floor(Math.log10(rounded)));
  }

  /** As {@link #format}, without zeros at the end: for limits that a person wrote. */
  static String brief(double value) {
    String text = format(value);
    return text.contains(".") && !text.contains("e") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /** A mean to the decimals of the first two digits of its standard error. */
  static String withError(double mean, double error) {
    int decimals = error > 0 ? 1 - (int) Math.floor(Math.log10(error)) : 4;
    boolean plain = Math.abs(mean) < 1e6 && error < 1e6 && decimals <= 8;
    return plain
        ? fixed(mean, decimals) + " ± " + fixed(error, decimals)
        : format(mean) + " ± " + format(error);
  }

  private static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + Math.max(0, decimals) + "f", value);
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
