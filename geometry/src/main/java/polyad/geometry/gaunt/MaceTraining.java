package polyad.geometry.gaunt;

import java.nio.file.Path;
import polyad.catalog.Monitor;
import polyad.geometry.ForceField;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ForceFieldTraining;
import polyad.tensor.Tensor;

/**
 * How the release trains MACE.
 *
 * @param steps 1 or more
 * @param batchSize molecules a step, 1 or more
 * @param learningRate the first, above 0
 */
record MaceTraining(int steps, int batchSize, double learningRate) {
  private static final double WEIGHT_DECAY = 5e-7;
  private static final double CLIP = 10;
  private static final double FORCES = 1000;

  /** mean((ΔE)²/atoms) + 1000·mean(ΔF²). */
  static Tensor loss(ForceField.Prediction prediction, ForceFieldSet.Batch batch) {
    Tensor energy = prediction.energy().sub(batch.energy()).square().div(batch.sizes()).mean();
    Tensor forces = prediction.forces().sub(batch.forces()).square().mean();
    return energy.add(forces.mul(FORCES));
  }

  /** Trains; weight decay is for the interactions alone. */
  void fit(
      ForceField network,
      ForceFieldSet train,
      String label,
      Path checkpoint,
      Monitor monitor,
      long seed) {
    new ForceFieldTraining(
            label,
            steps,
            batchSize,
            learningRate,
            ForceFieldTraining.Course.COSINE,
            true,
            WEIGHT_DECAY,
            CLIP,
            0,
            checkpoint,
            monitor)
        .run(network, train, MaceTraining::loss, name -> name.startsWith("interactions."), seed);
  }
}
