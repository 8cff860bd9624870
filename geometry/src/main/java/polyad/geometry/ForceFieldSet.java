package polyad.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import polyad.data.Molecule;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * Molecules with targets, and what a network is scaled with.
 *
 * @param members with their neighbours
 * @param energies eV less those of the free atoms
 */
public record ForceFieldSet(List<AtomGraph.Prepared> members, double[] energies) {
  /** A batch: the graph, energies [molecules], forces [atoms, 3], atoms of each [molecules]. */
  public record Batch(AtomGraph graph, Tensor energy, Tensor forces, Tensor sizes) {}

  /**
   * Prepares molecules.
   *
   * @throws IllegalArgumentException that names the molecule without energy or forces, with an
   *     unknown element or overlapping atoms
   */
  public static ForceFieldSet of(
      List<Molecule> molecules, ReferenceEnergies reference, double cutoff) {
    double[] energies = new double[molecules.size()];
    for (int i = 0; i < energies.length; i++) {
      Molecule molecule = molecules.get(i);
      if (molecule.energy().isEmpty() || molecule.forces() == null) {
        throw new IllegalArgumentException(
            "molecule %d has no %s, expected an energy and forces"
                .formatted(i + 1, molecule.energy().isEmpty() ? "energy" : "forces"));
      }
    }
    List<AtomGraph.Prepared> members =
        AtomGraph.Prepared.all(molecules, reference.species(), cutoff);
    for (int i = 0; i < energies.length; i++) {
      energies[i] = molecules.get(i).energy().orElseThrow() - reference.of(molecules.get(i));
    }
    return new ForceFieldSet(members, energies);
  }

  /** The same with at most so many neighbours of each atom, the nearest. */
  public ForceFieldSet nearest(int most) {
    return new ForceFieldSet(members.stream().map(m -> m.nearest(most)).toList(), energies);
  }

  /** Some of the molecules, in this order. */
  public ForceFieldSet part(int[] which) {
    return new ForceFieldSet(
        Arrays.stream(which).mapToObj(members::get).toList(),
        Arrays.stream(which).mapToDouble(i -> energies[i]).toArray());
  }

  /** The number of molecules. */
  public int size() {
    return members.size();
  }

  /** Mean neighbours of an atom. */
  public double averageNeighbors() {
    long edges = 0;
    long atoms = 0;
    for (AtomGraph.Prepared member : members) {
      edges += member.neighbors().size();
      atoms += member.molecule().size();
    }
    return Math.max(1e-9, (double) edges / atoms);
  }

  /** The root of the mean square of the forces' components, eV/Å. */
  public double rmsForce() {
    double square = 0;
    long count = 0;
    for (AtomGraph.Prepared member : members) {
      for (double f : forces(member)) {
        square += f * f;
        count++;
      }
    }
    return Math.sqrt(square / Math.max(1, count));
  }

  /** Mean atoms of a molecule. */
  public double averageAtoms() {
    return members.stream().mapToInt(m -> m.molecule().size()).average().orElse(1);
  }

  /** Mean energy of an atom, eV. */
  public double meanEnergyPerAtom() {
    double sum = 0;
    for (int i = 0; i < energies.length; i++) {
      sum += energies[i] / members.get(i).molecule().size();
    }
    return sum / energies.length;
  }

  private static double[] forces(AtomGraph.Prepared member) {
    double[] forces = member.molecule().forces();
    if (forces == null) {
      throw new IllegalStateException("checked when the set was made");
    }
    return forces;
  }

  /** Some of them as one batch. */
  public Batch batch(int[] indexes, DType dtype) {
    List<AtomGraph.Prepared> chosen = new ArrayList<>();
    double[] energy = new double[indexes.length];
    double[] sizes = new double[indexes.length];
    int atoms = 0;
    for (int i = 0; i < indexes.length; i++) {
      AtomGraph.Prepared member = members.get(indexes[i]);
      chosen.add(member);
      energy[i] = energies[indexes[i]];
      sizes[i] = member.molecule().size();
      atoms += member.molecule().size();
    }
    double[] forces = new double[3 * atoms];
    int at = 0;
    for (AtomGraph.Prepared member : chosen) {
      double[] own = forces(member);
      System.arraycopy(own, 0, forces, at, own.length);
      at += own.length;
    }
    return new Batch(
        AtomGraph.of(chosen, dtype),
        Tensor.of(energy, energy.length).to(dtype),
        Tensor.of(forces, atoms, 3).to(dtype),
        Tensor.of(sizes, sizes.length).to(dtype));
  }
}
