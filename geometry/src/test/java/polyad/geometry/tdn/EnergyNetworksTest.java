package polyad.geometry.tdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.algebra.Rotations;
import polyad.data.Molecule;
import polyad.geometry.AtomGraph;
import polyad.geometry.ForceField;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class EnergyNetworksTest {
  private static final double CUTOFF = 4;

  enum Kind {
    SCHNET,
    PAINN,
    CONVOLUTIONS
  }

  private static EnergyNetwork network(Kind kind) {
    Generator rng = new Generator(11);
    EnergyNetwork network =
        switch (kind) {
          case SCHNET -> new SchNet(new SchNet.Config(16, 2, 12, CUTOFF), 2, 1.5, -0.5, rng);
          case PAINN -> new PaiNN(new PaiNN.Config(16, 2, 8, CUTOFF), 2, 1.5, -0.5, rng);
          case CONVOLUTIONS ->
              new ConvolutionNetwork(
                  TdnConfig.small()
                      .with(TdnConfig.ProductKind.EXACT_SHARED, RankSchedule.QUADRATIC)
                      .withDegree(2),
                  2,
                  4,
                  1.5,
                  -0.5,
                  rng);
        };
    network.to(DType.F64);
    network.eval();
    return network;
  }

  @ParameterizedTest
  @EnumSource
  void energiesStayAndForcesTurn(Kind kind) {
    try (var _ = TensorScope.open();
        EnergyNetwork network = network(kind)) {
      Molecule molecule = TestMolecules.molecule(3);
      Tensor rotation = Rotations.random(new Generator(5), DType.F64, 3, 1).squeeze(0);
      ForceField.Prediction first = TestMolecules.predict(network, molecule);
      ForceField.Prediction second =
          TestMolecules.predict(network, TestMolecules.turned(molecule, rotation));
      assertEquals(first.energy().item(), second.energy().item(), 1e-9);
      Tensor gap = first.forces().matmul(rotation.mT()).sub(second.forces());
      assertTrue(gap.abs().max().item() < 1e-9, kind + " " + gap.abs().max().item());
      assertTrue(first.forces().abs().max().item() > 1e-3, "forces are not all zero");
    }
  }

  /** SchNet and PaiNN do not tell a molecule from its mirror image. */
  @ParameterizedTest
  @EnumSource(names = {"SCHNET", "PAINN"})
  void mirrorImagesHaveOneEnergy(Kind kind) {
    try (var _ = TensorScope.open();
        EnergyNetwork network = network(kind)) {
      Molecule molecule = TestMolecules.molecule(4);
      Tensor mirror = Rotations.random(new Generator(6), DType.F64, 3, 1).squeeze(0).neg();
      assertEquals(
          TestMolecules.predict(network, molecule).energy().item(),
          TestMolecules.predict(network, TestMolecules.turned(molecule, mirror)).energy().item(),
          1e-9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void forcesAreSlopesAndSumToZero(Kind kind) {
    try (var _ = TensorScope.open();
        EnergyNetwork network = network(kind)) {
      Molecule molecule = TestMolecules.molecule(7);
      Tensor forces = TestMolecules.predict(network, molecule).forces();
      double[] flat = forces.toDoubleArray();
      for (int i = 0; i < 4; i++) {
        assertEquals(TestMolecules.slope(network, molecule, i), flat[i], 1e-5, kind + " " + i);
      }
      assertTrue(forces.sum(0).abs().max().item() < 1e-9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOrderOfAtomsDoesNotMatter(Kind kind) {
    try (var _ = TensorScope.open();
        EnergyNetwork network = network(kind)) {
      Molecule molecule = TestMolecules.molecule(8);
      int n = molecule.size();
      int[] numbers = IntStream.range(0, n).map(i -> molecule.numbers()[n - 1 - i]).toArray();
      double[] positions = new double[3 * n];
      for (int i = 0; i < n; i++) {
        System.arraycopy(molecule.positions(), 3 * (n - 1 - i), positions, 3 * i, 3);
      }
      Molecule reversed = Molecule.of(numbers, positions);
      ForceField.Prediction first = TestMolecules.predict(network, molecule);
      ForceField.Prediction second = TestMolecules.predict(network, reversed);
      assertEquals(first.energy().item(), second.energy().item(), 1e-9);
      assertTrue(first.forces().flip(0).sub(second.forces()).abs().max().item() < 1e-9);
    }
  }

  /** Far molecules do not see each other, and an atom alone has no force. */
  @ParameterizedTest
  @EnumSource
  void energiesAddUp(Kind kind) {
    try (var _ = TensorScope.open();
        EnergyNetwork network = network(kind)) {
      Molecule alone = Molecule.of(new int[] {6}, new double[] {0, 0, 0});
      Molecule pair = Molecule.of(new int[] {6, 1}, new double[] {20, 0, 0, 21.1, 0, 0});
      Molecule both =
          Molecule.of(new int[] {6, 6, 1}, new double[] {0, 0, 0, 20, 0, 0, 21.1, 0, 0});
      ForceField.Prediction whole = TestMolecules.predict(network, both);
      assertEquals(
          TestMolecules.predict(network, alone).energy().item()
              + TestMolecules.predict(network, pair).energy().item(),
          whole.energy().item(),
          1e-9);
      assertEquals(0, whole.forces().narrow(0, 0, 1).abs().max().item());
    }
  }

  /** A bond that grows past the cutoff takes the energy with it without a jump. */
  @ParameterizedTest
  @EnumSource
  void theEnergyIsSmoothAtTheCutoff(Kind kind) {
    try (var _ = TensorScope.open();
        EnergyNetwork network = network(kind)) {
      double inside = pair(network, CUTOFF - 1e-4);
      double outside = pair(network, CUTOFF + 1e-4);
      assertEquals(outside, inside, 1e-5, kind.toString());
    }
  }

  private static double pair(EnergyNetwork network, double distance) {
    Molecule pair = Molecule.of(new int[] {6, 1}, new double[] {0, 0, 0, distance, 0, 0});
    return TestMolecules.predict(network, pair).energy().item();
  }

  @Test
  void vectorsOfPaiNNTurn() {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad();
        PaiNN network = (PaiNN) network(Kind.PAINN)) {
      Molecule molecule = TestMolecules.molecule(9);
      Tensor rotation = Rotations.random(new Generator(7), DType.F64, 3, 1).squeeze(0);
      AtomGraph graph = TestMolecules.graph(molecule, CUTOFF);
      Tensor first = rotation.matmul(network.vectors(graph)); // [n, 3, F]
      Tensor second =
          network.vectors(TestMolecules.graph(TestMolecules.turned(molecule, rotation), CUTOFF));
      assertTrue(first.sub(second).abs().max().item() < 1e-9);
      assertTrue(second.abs().max().item() > 1e-3);
    }
  }

  @Test
  void refusesWrongShapes() {
    assertThrows(IllegalArgumentException.class, () -> new SchNet.Config(1, 3, 50, 5));
    assertThrows(IllegalArgumentException.class, () -> new SchNet.Config(8, 3, 1, 5));
    var wrong = assertThrows(IllegalArgumentException.class, () -> new PaiNN.Config(8, 3, 20, 0));
    assertTrue(wrong.getMessage().contains("cutoff"), wrong.getMessage());
  }
}
