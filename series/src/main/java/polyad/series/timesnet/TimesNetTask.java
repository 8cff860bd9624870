package polyad.series.timesnet;

import java.util.Arrays;
import java.util.Locale;

/** The five jobs of the backbone; they differ in normalisation and head. */
public enum TimesNetTask {
  /** Continues windows with a clock. */
  LONG_TERM_FORECAST,
  /** Continues short series without a clock. */
  SHORT_TERM_FORECAST,
  /** Fills gaps. */
  IMPUTATION,
  /** Rebuilds windows; what cannot be rebuilt is strange. */
  ANOMALY_DETECTION,
  /** Names the class of a whole series. */
  CLASSIFICATION;

  /** Whether the head continues the series. */
  public boolean forecasts() {
    return this == LONG_TERM_FORECAST || this == SHORT_TERM_FORECAST;
  }

  /** The official code's name, such as {@code long_term_forecast}. */
  public String officialName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task of an official name.
   *
   * @throws IllegalArgumentException naming all tasks when there is none of that name
   */
  public static TimesNetTask of(String officialName) {
    return Arrays.stream(values())
        .filter(task -> task.officialName().equals(officialName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "task_name is '"
                        + officialName
                        + "', allowed: "
                        + String.join(
                            ", ",
                            Arrays.stream(values()).map(TimesNetTask::officialName).toList())));
  }
}
