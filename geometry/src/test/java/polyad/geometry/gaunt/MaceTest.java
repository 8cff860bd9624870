package polyad.geometry.gaunt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.algebra.Rotations;
import polyad.data.Molecule;
import polyad.data.generate.MorseMolecules;
import polyad.geometry.AtomGraph;
import polyad.geometry.ForceField;
import polyad.geometry.SpeciesTable;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class MaceTest {
  private static ForceField.Prediction predict(MaceGaunt network, Molecule molecule) {
    SpeciesTable species = new SpeciesTable(List.of(1, 6));
    return network.predict(
        AtomGraph.of(List.of(AtomGraph.Prepared.of(molecule, species, 4)), DType.F64));
  }

  @ParameterizedTest
  @EnumSource(MaceConfig.ManyBodyKind.class)
  void energiesStayAndForcesTurn(MaceConfig.ManyBodyKind kind) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(5);
      MaceGaunt network =
          new MaceGaunt(MaceConfig.small().with(kind).withSelfmix(true), 2, 4, 1, 0, rng);
      network.to(DType.F64);
      network.eval();
      Molecule molecule = MorseMolecules.DEFAULT.draw(1, 3).getFirst();
      Tensor rotation = Rotations.random(rng, DType.F64, 3, 1).squeeze(0).neg();
      Tensor p = Tensor.of(molecule.positions(), molecule.size(), 3);
      ForceField.Prediction first = predict(network, molecule);
      ForceField.Prediction second =
          predict(network, molecule.at(p.matmul(rotation.mT()).add(1.5).toDoubleArray()));
      double scale = 1 + first.forces().abs().max().item();
      assertEquals(first.energy().item(), second.energy().item(), 1e-9 * scale);
      Tensor gap = first.forces().matmul(rotation.mT()).sub(second.forces());
      assertTrue(gap.abs().max().item() < 1e-9 * scale);
      assertTrue(first.forces().sum(0).abs().max().item() < 1e-9 * scale, "forces sum to zero");
    }
  }

  @Test
  void gridFourierAndTableGiveTheSameForces() {
    try (var _ = TensorScope.open()) {
      Molecule molecule = MorseMolecules.DEFAULT.draw(1, 4).getFirst();
      Tensor expected = null;
      for (var kind :
          List.of(
              MaceConfig.ManyBodyKind.GRID,
              MaceConfig.ManyBodyKind.FOURIER,
              MaceConfig.ManyBodyKind.TABLE)) {
        MaceGaunt network =
            new MaceGaunt(MaceConfig.small().with(kind), 2, 4, 1, 0, new Generator(6));
        network.to(DType.F64);
        network.eval();
        Tensor forces = predict(network, molecule).forces();
        expected = expected == null ? forces : expected;
        double scale = 1 + expected.abs().max().item();
        assertTrue(forces.sub(expected).abs().max().item() < 1e-8 * scale, kind.toString());
      }
    }
  }

  @Test
  void contractionOfMixedAtomsIsThatOfEachAlone() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(7);
      SymmetricContraction contraction = new SymmetricContraction(2, 1, 3, 3, 4, rng);
      contraction.to(DType.F64);
      Tensor x = Tensor.randn(rng, DType.F64, 5, 4, 9);
      Tensor elements =
          Tensor.eye(DType.F64, 3).indexSelect(0, Tensor.of(new long[] {2, 0, 2, 0, 0}, 5));
      Tensor together = contraction.forward(x, elements); // element 1 has no atom
      for (int i = 0; i < 5; i++) {
        Tensor alone = contraction.forward(x.narrow(0, i, 1), elements.narrow(0, i, 1));
        assertTrue(alone.sub(together.narrow(0, i, 1)).abs().max().item() < 1e-12);
      }
      Tensor other = contraction.forward(x.narrow(0, 0, 1), elements.narrow(0, 1, 1));
      assertTrue(other.sub(together.narrow(0, 0, 1)).abs().max().item() > 1e-3, "own weights");
    }
  }

  @Test
  void refusesWrongMolecules() {
    SpeciesTable species = new SpeciesTable(List.of(1, 6));
    Molecule oxygen = Molecule.of(new int[] {8}, new double[3]);
    var unknown =
        assertThrows(
            IllegalArgumentException.class, () -> AtomGraph.Prepared.of(oxygen, species, 4));
    assertTrue(unknown.getMessage().contains("element O is not known"), unknown.getMessage());
    Molecule close = Molecule.of(new int[] {1, 1}, new double[] {0, 0, 0, 0.05, 0, 0});
    var overlap =
        assertThrows(
            IllegalArgumentException.class, () -> AtomGraph.Prepared.of(close, species, 4));
    assertTrue(overlap.getMessage().contains("allowed: 0.1 or more"), overlap.getMessage());
    assertThrows(IllegalArgumentException.class, () -> MaceConfig.small().withCorrelation(0));
  }
}
