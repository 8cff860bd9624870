package polyad.geometry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polyad.data.BatchOrder;
import polyad.data.DataSets;
import polyad.data.ExtendedXyz;
import polyad.data.Molecule;
import polyad.data.generate.MorseMolecules;

/**
 * Molecules of an experiment.
 *
 * @param name of the data
 * @param synthetic whether the built-in generator made them
 * @param train to train on
 * @param test of the same kind
 * @param shifted from elsewhere, such as other temperatures; may be empty
 * @param atoms single atoms with their energies; may be empty
 */
public record MoleculeData(
    String name,
    boolean synthetic,
    List<Molecule> train,
    List<Molecule> test,
    List<Molecule> shifted,
    List<Molecule> atoms) {

  /** Revised MD17: the given molecule's official split, or the generator's. */
  public static MoleculeData rmd17(@Nullable Path data, String molecule, int train, int test)
      throws IOException {
    DataSets sets = DataSets.open(data);
    Optional<Path> first = sets.file("rmd17", molecule + "_train_01.xyz.gz");
    Optional<Path> second = sets.file("rmd17", molecule + "_test_01.xyz.gz");
    if (first.isEmpty() || second.isEmpty()) {
      return morse(train, test);
    }
    return new MoleculeData(
        "rMD17 " + molecule,
        false,
        first(ExtendedXyz.read(first.get()), train),
        first(ExtendedXyz.read(second.get()), test),
        List.of(),
        List.of());
  }

  /** 3BPA: a shuffled cut of the 300 K set, and mixed temperatures; or the generator's. */
  public static MoleculeData threeBpa(@Nullable Path data, int train, int test) throws IOException {
    DataSets sets = DataSets.open(data);
    Optional<Path> cold = sets.file("3bpa", "train_300K.xyz.gz");
    Optional<Path> mixed = sets.file("3bpa", "train_mixedT.xyz.gz");
    Optional<Path> atoms = sets.file("3bpa", "iso_atoms.xyz");
    if (cold.isEmpty() || mixed.isEmpty() || atoms.isEmpty()) {
      return morse(train, test);
    }
    List<Molecule> all = ExtendedXyz.read(cold.get());
    int[] order = new BatchOrder(all.size(), all.size(), 1, true, false).next();
    List<Molecule> shuffled = Arrays.stream(order).mapToObj(all::get).toList();
    int cut = Math.min(train, all.size() - 1);
    return new MoleculeData(
        "3BPA 300 K",
        false,
        shuffled.subList(0, cut),
        first(shuffled.subList(cut, shuffled.size()), test),
        first(ExtendedXyz.read(mixed.get()), 10 * test),
        ExtendedXyz.read(atoms.get()));
  }

  /** The generator's molecules. */
  public static MoleculeData morse(int train, int test) {
    List<Molecule> all = MorseMolecules.DEFAULT.draw(train + test, 7);
    return new MoleculeData(
        "Morse molecules (synthetic)",
        true,
        all.subList(0, train),
        all.subList(train, train + test),
        List.of(),
        List.of());
  }

  private static List<Molecule> first(List<Molecule> molecules, int count) {
    return new ArrayList<>(molecules.subList(0, Math.min(count, molecules.size())));
  }

  /** Energies of the free atoms: measured ones where there are any, else by least squares. */
  public ReferenceEnergies reference() {
    SpeciesTable species = SpeciesTable.of(train);
    return atoms.isEmpty()
        ? ReferenceEnergies.fit(train, species)
        : ReferenceEnergies.ofAtoms(atoms, species);
  }
}
