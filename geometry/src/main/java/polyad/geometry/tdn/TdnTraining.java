package polyad.geometry.tdn;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Monitor;
import polyad.geometry.ForceField;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ForceFieldTraining;
import polyad.tensor.Tensor;

/**
 * How the release trains: Adam on the mean error of the energy of an atom plus the force loss.
 *
 * @param steps 1 or more
 * @param batchSize molecules a step, 1 or more
 * @param learningRate the first, above 0
 * @param course of the rate
 * @param averageDecay of the mean of the states that is kept, 0 for the last state
 */
record TdnTraining(
    int steps,
    int batchSize,
    double learningRate,
    ForceFieldTraining.Course course,
    double averageDecay,
    ForceLoss forceLoss) {
  private static final double CLIP = 10;

  /** Cosine to zero and the last state. */
  static TdnTraining cosine(int steps, int batchSize, double learningRate, ForceLoss forceLoss) {
    return new TdnTraining(
        steps, batchSize, learningRate, ForceFieldTraining.Course.COSINE, 0, forceLoss);
  }

  /** mean |ΔE|/atoms + the force loss. */
  Tensor loss(ForceField.Prediction prediction, ForceFieldSet.Batch batch) {
    Tensor energy = prediction.energy().sub(batch.energy()).abs().div(batch.sizes()).mean();
    return energy.add(forceLoss.of(prediction.forces(), batch));
  }

  void fit(
      ForceField network,
      ForceFieldSet train,
      String label,
      @Nullable Path checkpoint,
      Monitor monitor,
      long seed) {
    new ForceFieldTraining(
            label,
            steps,
            batchSize,
            learningRate,
            course,
            false,
            0,
            CLIP,
            averageDecay,
            checkpoint,
            monitor)
        .run(network, train, this::loss, _ -> false, seed);
  }
}
