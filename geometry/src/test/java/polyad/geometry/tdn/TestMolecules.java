package polyad.geometry.tdn;

import java.util.List;
import polyad.data.Molecule;
import polyad.data.generate.MorseMolecules;
import polyad.geometry.AtomGraph;
import polyad.geometry.ForceField;
import polyad.geometry.SpeciesTable;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/** Molecules of carbon and hydrogen, and what a network says of them in F64. */
final class TestMolecules {
  static final SpeciesTable SPECIES = new SpeciesTable(List.of(1, 6));

  private TestMolecules() {}

  static Molecule molecule(long seed) {
    return MorseMolecules.DEFAULT.draw(1, seed).getFirst();
  }

  static AtomGraph graph(Molecule molecule, double cutoff) {
    return AtomGraph.of(List.of(AtomGraph.Prepared.of(molecule, SPECIES, cutoff)), DType.F64);
  }

  static ForceField.Prediction predict(ForceField network, Molecule molecule) {
    return network.predict(graph(molecule, network.cutoff()));
  }

  /** The molecule turned, then moved. */
  static Molecule turned(Molecule molecule, Tensor rotation) {
    Tensor positions = Tensor.of(molecule.positions(), molecule.size(), 3);
    return molecule.at(positions.matmul(rotation.mT()).add(1.5).toDoubleArray());
  }

  /** −(E(x + h) − E(x − h))/2h of one coordinate. */
  static double slope(ForceField network, Molecule molecule, int coordinate) {
    double h = 1e-4;
    double[] up = molecule.positions().clone();
    double[] down = molecule.positions().clone();
    up[coordinate] += h;
    down[coordinate] -= h;
    double high = predict(network, molecule.at(up)).energy().item();
    double low = predict(network, molecule.at(down)).energy().item();
    return -(high - low) / (2 * h);
  }
}
