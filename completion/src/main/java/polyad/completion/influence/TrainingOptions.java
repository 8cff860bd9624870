package polyad.completion.influence;

import polyad.catalog.ConfigChecks;

/**
 * How a network is trained: Adam on the mean squared error, stopping early by the validation cells;
 * the weights after the best epoch are kept.
 *
 * @param lr learning rate, above 0
 * @param batch cells a step, at least 1
 * @param epochs at most, at least 1
 * @param patience epochs without a better validation error before stopping, at least 1
 */
public record TrainingOptions(double lr, int batch, int epochs, int patience) {
  /** The official settings: rate 1e-3, batches of 1024, 50 epochs at most, patience 10. */
  public static final TrainingOptions OFFICIAL = new TrainingOptions(1e-3, 1024, 50, 10);

  /** Checks the numbers. */
  public TrainingOptions {
    ConfigChecks.positive("lr", lr);
    ConfigChecks.atLeast("batch", batch, 1);
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("patience", patience, 1);
  }
}
