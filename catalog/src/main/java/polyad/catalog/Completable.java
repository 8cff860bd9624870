package polyad.catalog;

import polyad.catalog.report.Table;

/**
 * Completion of a tensor with a trained model: the values of cells that were not observed.
 *
 * @param <C> its options: a record whose components carry {@link Describe}; {@link NoOptions} when
 *     there are none
 */
public interface Completable<C extends Record> {
  /** The options before overrides. */
  C completeOptions();

  /**
   * Completes. The job's files name the cells as the training file named them; the table repeats
   * those names, one column a mode, and adds a column of values. The caller prints it or writes it
   * where the user asked.
   *
   * @throws UsageException when the cells do not fit the model
   */
  Table complete(C options, ModelDirectory model, PredictJob job) throws Exception;
}
