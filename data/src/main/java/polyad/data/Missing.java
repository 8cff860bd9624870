package polyad.data;

import java.util.Locale;
import java.util.Set;

/**
 * What a reader does with an empty, {@code NaN}, {@code NA} or {@code null} cell where a number is
 * due.
 */
public enum Missing {
  /** A missing value is an error that names its place. */
  REJECT,
  /** A missing value becomes NaN. */
  NAN,
  /** A missing value becomes 0. */
  ZERO;

  private static final Set<String> WORDS = Set.of("", "nan", "na", "n/a", "null");

  static boolean isMissing(String cell) {
    return cell.length() <= 4 && WORDS.contains(cell.toLowerCase(Locale.ROOT));
  }
}
