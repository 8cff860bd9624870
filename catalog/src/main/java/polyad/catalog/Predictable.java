package polyad.catalog;

import polyad.catalog.report.Table;

/**
 * Prediction with a trained model.
 *
 * @param <C> its options: a record whose components carry {@link Describe}; {@link NoOptions} when
 *     there are none
 */
public interface Predictable<C extends Record> {
  /** The options before overrides. */
  C predictOptions();

  /**
   * Predicts. The caller prints the table or writes it where the user asked.
   *
   * @throws UsageException when the data does not fit the model
   */
  Table predict(C options, ModelDirectory model, PredictJob job) throws Exception;
}
