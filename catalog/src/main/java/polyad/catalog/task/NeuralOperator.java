package polyad.catalog.task;

/** Maps a field on a grid to another field on the same grid. */
public interface NeuralOperator extends Task {
  /** Channels of the input field. */
  int inputChannels();

  /** Channels of the output field. */
  int outputChannels();

  /**
   * Applies the operator.
   *
   * @param field {@code [inputChannels, grid...]}, row major
   * @param grid points along each axis; may differ from the grid of the training data
   * @return {@code [outputChannels, grid...]}, row major
   */
  double[] apply(double[] field, int... grid);
}
