package polyad.completion;

import polyad.data.SparseTensor;

/** A way to complete tensors that is fitted to the observed cells. */
public interface TensorCompleter {
  /**
   * Fits.
   *
   * @param observed at least one cell, each position once
   * @param seed of the initial values
   */
  CellModel fit(SparseTensor observed, long seed);
}
