package polyad.geometry;

import java.util.Arrays;
import java.util.stream.IntStream;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Errors on a set.
 *
 * @param energyMae mean absolute error of the energy of a molecule, meV
 * @param forceMae mean absolute error of a force's component, meV/Å
 */
public record ForceFieldScore(double energyMae, double forceMae) {
  private static final int BATCH = 16;

  /** Of a network, left in evaluation mode. */
  public static ForceFieldScore of(ForceField network, ForceFieldSet set, DType dtype) {
    network.eval();
    double energy = 0;
    double force = 0;
    long components = 0;
    for (int from = 0; from < set.size(); from += BATCH) {
      int[] indexes = IntStream.range(from, Math.min(set.size(), from + BATCH)).toArray();
      try (var _ = TensorScope.open()) {
        ForceFieldSet.Batch batch = set.batch(indexes, dtype);
        ForceField.Prediction prediction = network.predict(batch.graph());
        Tensor miss = prediction.energy().detach().sub(batch.energy()).abs();
        energy += miss.sum().item();
        force += prediction.forces().detach().sub(batch.forces()).abs().sum().item();
        components += batch.forces().numel();
      }
    }
    return new ForceFieldScore(1000 * energy / set.size(), 1000 * force / components);
  }

  /** Of no forces at all and the mean energy of an atom of another set. */
  public static ForceFieldScore ofMean(ForceFieldSet train, ForceFieldSet test) {
    double mean = train.meanEnergyPerAtom();
    double energy = 0;
    double force = 0;
    long components = 0;
    for (int i = 0; i < test.size(); i++) {
      int atoms = test.members().get(i).molecule().size();
      double miss = Math.abs(test.energies()[i] - mean * atoms);
      energy += miss;
      double[] forces = test.members().get(i).molecule().forces();
      if (forces != null) {
        force += Arrays.stream(forces).map(Math::abs).sum();
        components += forces.length;
      }
    }
    return new ForceFieldScore(1000 * energy / test.size(), 1000 * force / components);
  }
}
