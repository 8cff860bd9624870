package polyad.catalog;

/**
 * Training on the user's data.
 *
 * @param <C> its configuration: a record whose components carry {@link Describe}
 */
public interface Trainable<C extends Record> {
  /** The configuration before overrides. */
  C trainConfig();

  /**
   * Trains, and commits a model directory through {@link TrainJob#model()}.
   *
   * @throws UsageException when data or settings are unusable
   * @throws StopException after saving a checkpoint, once a stop was requested
   */
  void train(C config, TrainJob job) throws Exception;
}
