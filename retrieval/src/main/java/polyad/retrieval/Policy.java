package polyad.retrieval;

/** How a query is compared with documents of several generations. */
public enum Policy {
  /** All in the first generation's space: one homogeneous score. */
  PREFIX,
  /**
   * Every document in the newest space it shares with the query; cosines of each space are brought
   * to mean 0 and standard deviation 1 by {@link CompatibleVectorIndex#calibrate}, then merged.
   */
  BEST_COMMON,
  /**
   * A shortlist of 10 k in the first generation's space; the documents of each newer generation are
   * then reordered by their newest common space among the places that they hold. Needs no
   * calibration.
   */
  SHORTLIST
}
