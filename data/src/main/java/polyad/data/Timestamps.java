package polyad.data;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * Dates and times as tables write them: {@code 2016-07-01}, {@code 2016-07-01 00:15[:30]}, {@code
 * 2016-07-01T00:15:30[.5][Z|+01:00]}, {@code 2016/7/1 0:15}. The clock time is kept as written; a
 * zone offset is accepted and dropped.
 */
public final class Timestamps {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendPattern("[uuuu-M-d][uuuu/M/d][['T'][' ']H:mm[:ss]]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[XXX]")
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Timestamps() {}

  /** The moment that the text names, or empty when it is no date. */
  public static Optional<LocalDateTime> parse(String text) {
    if (text.length() < 8 || !Character.isDigit(text.charAt(0))) {
      return Optional.empty(); // spares the exception on the cells of numeric columns
    }
    try {
      return Optional.of(LocalDateTime.parse(text, FORMAT));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
