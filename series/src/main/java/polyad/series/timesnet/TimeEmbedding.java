package polyad.series.timesnet;

/** How the clock enters the embedding. */
public enum TimeEmbedding {
  /** Not at all. */
  NONE,
  /** A linear map of calendar features in [−0.5, 0.5]. */
  TIME_F,
  /** Sums of fixed sine tables of month, day, weekday, hour and quarter hour. */
  FIXED,
  /** The same with learned tables. */
  LEARNED
}
