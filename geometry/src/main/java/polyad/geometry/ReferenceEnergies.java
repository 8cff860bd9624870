package polyad.geometry;

import java.util.ArrayList;
import java.util.List;
import polyad.data.Elements;
import polyad.data.Molecule;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Energies of free atoms, which are taken off the total energy before a network sees it: in double
 * precision, since they are thousands of eV and the rest is a few.
 *
 * @param species the elements
 * @param energies eV, one for each
 */
public record ReferenceEnergies(SpeciesTable species, List<Double> energies) {
  /** Checks the sizes. */
  public ReferenceEnergies {
    energies = List.copyOf(energies);
    if (energies.size() != species.size()) {
      throw new IllegalArgumentException(
          "energies are %d, allowed: one for each of %s".formatted(energies.size(), species));
    }
  }

  /** By least squares on the composition; a constant for molecules that are all alike. */
  public static ReferenceEnergies fit(List<Molecule> molecules, SpeciesTable species) {
    int rows = molecules.size();
    double[] counts = new double[rows * species.size()];
    double[] totals = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int number : molecules.get(i).numbers()) {
        counts[i * species.size() + species.index(number)]++;
      }
      totals[i] = energy(molecules.get(i), i);
    }
    try (var _ = TensorScope.open()) {
      Tensor a = Tensor.of(counts, rows, species.size());
      Tensor b = Tensor.of(totals, rows, 1);
      double[] fitted = Linalg.pinv(a, 1e-10).matmul(b).toDoubleArray();
      List<Double> energies = new ArrayList<>();
      for (double value : fitted) {
        energies.add(value);
      }
      return new ReferenceEnergies(species, energies);
    }
  }

  /**
   * Of single atoms, one molecule for each element.
   *
   * @throws IllegalArgumentException that names the element without an atom
   */
  public static ReferenceEnergies ofAtoms(List<Molecule> atoms, SpeciesTable species) {
    List<Double> energies = new ArrayList<>();
    for (int number : species.numbers()) {
      Molecule atom =
          atoms.stream()
              .filter(m -> m.size() == 1 && m.numbers()[0] == number && m.energy().isPresent())
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no free atom of " + Elements.symbol(number) + " with an energy"));
      energies.add(atom.energy().orElseThrow());
    }
    return new ReferenceEnergies(species, energies);
  }

  private static double energy(Molecule molecule, int index) {
    return molecule
        .energy()
        .orElseThrow(
            () -> new IllegalArgumentException("molecule " + (index + 1) + " has no energy"));
  }

  /** The energies of a molecule's free atoms, eV. */
  public double of(Molecule molecule) {
    double sum = 0;
    for (int number : molecule.numbers()) {
      sum += energies.get(species.index(number));
    }
    return sum;
  }
}
