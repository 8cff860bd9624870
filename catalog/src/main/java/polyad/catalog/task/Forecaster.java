package polyad.catalog.task;

/** Continues a multivariate series, in the units of the series. */
public interface Forecaster extends Task {
  /** Past steps T that a forecast looks at. */
  int context();

  /** Steps that a forecast reaches at most. */
  int horizon();

  /**
   * Forecasts.
   *
   * @param history {@code [t, N]} with {@code t >= context}; the latest {@code context} steps count
   * @param steps 1 to {@link #horizon()}
   * @return {@code [steps, N]}
   * @throws IllegalArgumentException when the history is too short, holds NaN or has another N
   */
  double[][] forecast(double[][] history, int steps);
}
