package polyad.geometry.gaunt;

import polyad.geometry.ForceField;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ForceFieldTraining;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** How the release trains MACE. */
final class MaceTraining {
  static final double WEIGHT_DECAY = 5e-7;
  static final double CLIP = 10;
  private static final double FORCES = 1000;

  private MaceTraining() {}

  /** mean((ΔE)²/atoms) + 1000·mean(ΔF²). */
  static Tensor loss(ForceField.Prediction prediction, ForceFieldSet.Batch batch) {
    Tensor energy = prediction.energy().sub(batch.energy()).square().div(batch.sizes()).mean();
    Tensor forces = prediction.forces().sub(batch.forces()).square().mean();
    return energy.add(forces.mul(FORCES));
  }

  /** A network scaled to a training set: by its rms force, shifted to its mean energy an atom. */
  static MaceGaunt network(MaceConfig config, int elements, ForceFieldSet train, long seed) {
    return new MaceGaunt(
        config,
        elements,
        train.averageNeighbors(),
        Math.max(train.rmsForce(), 1e-6),
        train.meanEnergyPerAtom(),
        new Generator(seed));
  }

  /** Weight decay is for the interactions alone. */
  static void fit(MaceGaunt network, ForceFieldSet train, ForceFieldTraining training, long seed) {
    training.run(
        network, train, MaceTraining::loss, name -> name.startsWith("interactions."), seed);
  }
}
