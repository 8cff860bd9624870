package polyad.catalog.task;

/** Fills gaps of a multivariate series. */
public interface Imputer extends Task {
  /**
   * Fills.
   *
   * @param series {@code [T, N]}, NaN where nothing was observed
   * @return {@code [T, N]}: observed values as they were, gaps filled
   */
  double[][] impute(double[][] series);
}
