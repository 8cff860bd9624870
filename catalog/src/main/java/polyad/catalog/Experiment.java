package polyad.catalog;

/**
 * Trains a method and the baselines that its paper beats, on real data where it is at hand, and
 * writes tables, plots, checks and claims into the run's report.
 *
 * @param <C> its configuration: a record whose components carry {@link Describe}
 */
public interface Experiment<C extends Record> {
  /** The configuration of a profile, before overrides. */
  C config(Profile profile);

  /**
   * Does the work. Long parts go through {@link Run#once} and {@link Run#checkpoint}, so that an
   * interrupted run continues where it stopped.
   *
   * @throws UsageException when data or settings are unusable
   * @throws StopException after saving, once {@link Run#stopRequested()} is true
   */
  void run(C config, Run run) throws Exception;
}
