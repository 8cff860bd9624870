package polyad.catalog.task;

/** Scores how strange each step of a series is. */
public interface AnomalyDetector extends Task {
  /**
   * Scores.
   *
   * @param series {@code [T, N]}
   * @return {@code [T]}, larger is stranger
   */
  double[] scores(double[][] series);

  /** Score above which a step counts as an anomaly, chosen on training data. */
  double threshold();
}
