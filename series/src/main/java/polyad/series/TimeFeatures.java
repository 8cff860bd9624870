package polyad.series;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What forecasting models are told of the calendar. Two forms: numbers in [−0.5, 0.5], one a
 * feature ({@link #of}), and whole numbers for tables ({@link #calendar}).
 */
public final class TimeFeatures {
  private TimeFeatures() {}

  private interface Feature {
    double of(LocalDateTime time);
  }

  /** The unit of a clock, which says what features make sense. */
  public enum Frequency {
    /** Seconds. */
    S,
    /** Minutes. */
    T,
    /** Hours. */
    H,
    /** Days. */
    D,
    /** Business days. */
    B,
    /** Weeks. */
    W,
    /** Months. */
    M,
    /** Years. */
    A;

    /** The number of features F. */
    public int features() {
      return all().size();
    }

    private List<Feature> all() {
      return switch (this) {
        case S ->
            List.of(
                t -> centred(t.getSecond(), 59),
                TimeFeatures::minute,
                TimeFeatures::hour,
                TimeFeatures::weekday,
                TimeFeatures::monthDay,
                TimeFeatures::yearDay);
        case T ->
            List.of(
                TimeFeatures::minute,
                TimeFeatures::hour,
                TimeFeatures::weekday,
                TimeFeatures::monthDay,
                TimeFeatures::yearDay);
        case H ->
            List.of(
                TimeFeatures::hour,
                TimeFeatures::weekday,
                TimeFeatures::monthDay,
                TimeFeatures::yearDay);
        case D, B -> List.of(TimeFeatures::weekday, TimeFeatures::monthDay, TimeFeatures::yearDay);
        case W -> List.of(TimeFeatures::monthDay, TimeFeatures::yearWeek);
        case M, A -> List.of(t -> centred(t.getMonthValue() - 1, 11));
      };
    }

    /** The letter, such as {@code h}. */
    public String letter() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The unit of a letter.
     *
     * @throws IllegalArgumentException naming all letters when there is none such
     */
    public static Frequency of(String letter) {
      return Arrays.stream(values())
          .filter(f -> f.name().equalsIgnoreCase(letter))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "freq is '"
                          + letter
                          + "', allowed: "
                          + String.join(
                              ", ", Arrays.stream(values()).map(Frequency::letter).toList())));
    }

    /** The largest unit that a step of so many seconds is a whole number of. */
    public static Frequency ofSeconds(long step) {
      if (step % 60 != 0) {
        return S;
      }
      if (step % 3600 != 0) {
        return T;
      }
      if (step % 86_400 != 0) {
        return H;
      }
      return step >= 28 * 86_400 ? M : step >= 7 * 86_400 ? W : D;
    }
  }

  private static double centred(int value, double largest) {
    return value / largest - 0.5;
  }

  private static double minute(LocalDateTime t) {
    return centred(t.getMinute(), 59);
  }

  private static double hour(LocalDateTime t) {
    return centred(t.getHour(), 23);
  }

  private static double weekday(LocalDateTime t) {
    return centred(t.getDayOfWeek().getValue() - 1, 6);
  }

  private static double monthDay(LocalDateTime t) {
    return centred(t.getDayOfMonth() - 1, 30);
  }

  private static double yearDay(LocalDateTime t) {
    return centred(t.getDayOfYear() - 1, 365);
  }

  private static double yearWeek(LocalDateTime t) {
    return centred(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) - 1, 52);
  }

  /** Features of clock times: [n, F], each in [−0.5, 0.5]. */
  public static double[][] of(List<LocalDateTime> times, Frequency frequency) {
    List<Feature> features = frequency.all();
    return times.stream()
        .map(time -> features.stream().mapToDouble(feature -> feature.of(time)).toArray())
        .toArray(double[][]::new);
  }

  /**
   * Features of moments in UTC.
   *
   * @param freq a letter of {@link Frequency}
   */
  public static double[][] of(Instant[] times, String freq) {
    return of(
        Arrays.stream(times).map(t -> LocalDateTime.ofInstant(t, ZoneOffset.UTC)).toList(),
        Frequency.of(freq));
  }

  /** Month 1 to 12, day 1 to 31, weekday from Monday 0, hour, quarter of the hour: [n, 5]. */
  public static double[][] calendar(List<LocalDateTime> times) {
    return times.stream()
        .map(
            t ->
                new double[] {
                  t.getMonthValue(),
                  t.getDayOfMonth(),
                  t.getDayOfWeek().getValue() - 1,
                  t.getHour(),
                  Math.floorDiv(t.getMinute(), 15)
                })
        .toArray(double[][]::new);
  }
}
