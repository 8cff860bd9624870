package polyad.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import polyad.data.Molecule;
import polyad.data.NeighborList;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * Molecules side by side as one graph.
 *
 * @param positions [n, 3], ångström
 * @param species [n], indexes into the model's elements
 * @param molecule [n], the molecule of each atom
 * @param sender [E], indexes of atoms
 * @param receiver [E]
 * @param shift [E, 3], added to the edge's vector
 * @param molecules the number of molecules
 */
public record AtomGraph(
    Tensor positions,
    Tensor species,
    Tensor molecule,
    Tensor sender,
    Tensor receiver,
    Tensor shift,
    int molecules) {

  /** A molecule with its neighbours, ready to be put in batches. */
  public record Prepared(Molecule molecule, int[] species, NeighborList neighbors) {
    /**
     * Finds the neighbours.
     *
     * @param cutoff ångström
     * @throws IllegalArgumentException when an element is unknown or atoms overlap (below 0.1 Å)
     */
    public static Prepared of(Molecule molecule, SpeciesTable table, double cutoff) {
      int[] species = new int[molecule.size()];
      for (int i = 0; i < species.length; i++) {
        species[i] = table.index(molecule.numbers()[i]);
      }
      NeighborList neighbors = NeighborList.of(molecule, cutoff);
      double nearest = neighbors.smallestDistance(molecule);
      if (nearest < 0.1) {
        throw new IllegalArgumentException(
            "two atoms are %.3g angstrom apart, allowed: 0.1 or more".formatted(nearest));
      }
      return new Prepared(molecule, species, neighbors);
    }

    /** The same with at most so many neighbours of each atom, the nearest. */
    public Prepared nearest(int most) {
      return new Prepared(molecule, species, neighbors.nearest(molecule, most));
    }

    /** How many atoms have no neighbour. */
    public long isolatedAtoms() {
      return molecule.size() - Arrays.stream(neighbors.receiver()).distinct().count();
    }

    /** Of many; messages name the molecule, counted from 1. */
    public static List<Prepared> all(List<Molecule> molecules, SpeciesTable table, double cutoff) {
      List<Prepared> prepared = new ArrayList<>();
      for (int i = 0; i < molecules.size(); i++) {
        try {
          prepared.add(of(molecules.get(i), table, cutoff));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("molecule " + (i + 1) + ": " + e.getMessage(), e);
        }
      }
      return List.copyOf(prepared);
    }
  }

  /** A batch. */
  public static AtomGraph of(List<Prepared> members, DType dtype) {
    int atoms = members.stream().mapToInt(m -> m.molecule().size()).sum();
    int edges = members.stream().mapToInt(m -> m.neighbors().size()).sum();
    double[] positions = new double[3 * atoms];
    long[] species = new long[atoms];
    long[] molecule = new long[atoms];
    long[] sender = new long[edges];
    long[] receiver = new long[edges];
    double[] shift = new double[3 * edges];
    int a = 0;
    int e = 0;
    for (int m = 0; m < members.size(); m++) {
      Prepared member = members.get(m);
      int size = member.molecule().size();
      System.arraycopy(member.molecule().positions(), 0, positions, 3 * a, 3 * size);
      for (int i = 0; i < size; i++) {
        species[a + i] = member.species()[i];
        molecule[a + i] = m;
      }
      NeighborList list = member.neighbors();
      for (int i = 0; i < list.size(); i++) {
        sender[e + i] = (long) a + list.sender()[i];
        receiver[e + i] = (long) a + list.receiver()[i];
      }
      System.arraycopy(list.shift(), 0, shift, 3 * e, 3 * list.size());
      a += size;
      e += list.size();
    }
    return new AtomGraph(
        Tensor.of(positions, atoms, 3).to(dtype),
        Tensor.of(species, atoms),
        Tensor.of(molecule, atoms),
        Tensor.of(sender, edges),
        Tensor.of(receiver, edges),
        Tensor.of(shift, edges, 3).to(dtype),
        members.size());
  }

  /** The number of atoms. */
  public long atoms() {
    return positions.size(0);
  }

  /** r = position[receiver] − position[sender] + shift: [E, 3]. */
  public Tensor vectors() {
    return positions.indexSelect(0, receiver).sub(positions.indexSelect(0, sender)).add(shift);
  }

  /** Sums over the atoms of each molecule: [n, ...] to [molecules, ...]. */
  public Tensor perMolecule(Tensor atoms) {
    return atoms.segmentSum(molecule, molecules);
  }

  /** The same graph with its positions recorded for derivatives. */
  public AtomGraph recorded() {
    Tensor free = positions.detach().copy().requiresGrad(true);
    return new AtomGraph(free, species, molecule, sender, receiver, shift, molecules);
  }
}
