package polyad.geometry.tdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polyad.algebra.Rotations;
import polyad.data.Molecule;
import polyad.data.generate.MorseMolecules;
import polyad.geometry.ForceField;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ReferenceEnergies;
import polyad.geometry.SpeciesTable;
import polyad.geometry.tdn.TdnConfig.ProductKind;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class TdnForceFieldTest {
  private static TdnForceField network(ProductKind kind, boolean slopes, int degree) {
    TdnConfig config =
        TdnConfig.small()
            .with(kind, RankSchedule.QUADRATIC)
            .withGradientForce(slopes)
            .withDegree(degree);
    TdnForceField network =
        new TdnForceField(config, TestMolecules.SPECIES, 6, 4, 1.3, -0.2, new Generator(3));
    network.to(DType.F64);
    network.eval();
    return network;
  }

  @ParameterizedTest
  @CsvSource({
    "EXACT_SHARED, false, 1",
    "EXACT_SHARED, true, 1",
    "EXACT_PER_PATH, false, 2",
    "EXACT_SHARED, false, 2",
    "GAUNT, false, 2"
  })
  void exactProductsAreEquivariant(ProductKind kind, boolean slopes, int degree) {
    try (var _ = TensorScope.open();
        TdnForceField network = network(kind, slopes, degree)) {
      Molecule molecule = TestMolecules.molecule(3);
      Tensor rotation = Rotations.random(new Generator(5), DType.F64, 3, 1).squeeze(0);
      ForceField.Prediction first = TestMolecules.predict(network, molecule);
      ForceField.Prediction second =
          TestMolecules.predict(network, TestMolecules.turned(molecule, rotation));
      double scale = 1 + first.forces().abs().max().item();
      assertEquals(first.energy().item(), second.energy().item(), 1e-8 * scale);
      Tensor gap = first.forces().matmul(rotation.mT()).sub(second.forces());
      assertTrue(gap.abs().max().item() < 1e-8 * scale, kind + " " + gap.abs().max().item());
    }
  }

  @Test
  void aDecompositionIsNearlyEquivariantAndExactAtItsRank() {
    try (var _ = TensorScope.open();
        TdnForceField low = network(ProductKind.CP, false, 1)) {
      List<Molecule> molecules = MorseMolecules.DEFAULT.draw(4, 5);
      ForceFieldSet set =
          ForceFieldSet.of(
              molecules, ReferenceEnergies.fit(molecules, TestMolecules.SPECIES), low.cutoff());
      double nearly = ForceEquivariance.of(low, set, DType.F64, 1);
      assertTrue(nearly > 1e-5 && nearly < 0.1, "rank 7: " + nearly);
      TdnConfig exact = low.network().config().with(ProductKind.CP, RankSchedule.EXACT);
      try (TdnForceField full =
          new TdnForceField(exact, TestMolecules.SPECIES, 6, 4, 1.3, -0.2, new Generator(3))) {
        full.eval();
        double error = ForceEquivariance.of(full, set, DType.F32, 1);
        assertTrue(error < 1e-4, "rank 8: " + error);
      }
    }
  }

  @Test
  void averagingOverRotationsIsNearerToEquivariance() {
    try (var _ = TensorScope.open();
        TdnForceField network = network(ProductKind.CP, false, 1)) {
      List<Molecule> molecules = MorseMolecules.DEFAULT.draw(6, 9);
      ForceFieldSet set =
          ForceFieldSet.of(
              molecules, ReferenceEnergies.fit(molecules, TestMolecules.SPECIES), network.cutoff());
      double before = ForceEquivariance.of(network, set, DType.F64, 1);
      network.network().symmetrize(16, 2);
      double after = ForceEquivariance.of(network, set, DType.F64, 1);
      assertTrue(after < 0.7 * before, before + " to " + after);
      network.network().symmetrize(1, 2);
      assertEquals(before, ForceEquivariance.of(network, set, DType.F64, 1), 1e-12);
    }
  }

  @Test
  void forcesAsSlopesAreSlopes() {
    try (var _ = TensorScope.open();
        TdnForceField network = network(ProductKind.CP, true, 1)) {
      Molecule molecule = TestMolecules.molecule(7);
      double[] forces = TestMolecules.predict(network, molecule).forces().toDoubleArray();
      for (int i = 0; i < 4; i++) {
        assertEquals(TestMolecules.slope(network, molecule, i), forces[i], 1e-4, "" + i);
      }
    }
  }

  @Test
  void anAtomAloneHasNoForceAndAllAloneIsRefused() {
    try (var _ = TensorScope.open();
        TdnForceField network = network(ProductKind.EXACT_SHARED, false, 1)) {
      Molecule pairAndOne =
          Molecule.of(new int[] {6, 1, 6}, new double[] {0, 0, 0, 1.1, 0, 0, 50, 0, 0});
      Tensor forces = TestMolecules.predict(network, pairAndOne).forces();
      assertEquals(0, forces.narrow(0, 2, 1).abs().max().item());
      assertTrue(forces.narrow(0, 0, 2).abs().max().item() > 0);
      Molecule alone = Molecule.of(new int[] {6, 1}, new double[] {0, 0, 0, 50, 0, 0});
      var all =
          assertThrows(IllegalArgumentException.class, () -> TestMolecules.predict(network, alone));
      assertTrue(all.getMessage().contains("all atoms are isolated"), all.getMessage());
    }
  }

  @Test
  void olderNamesOfFactorsLoad() {
    try (var _ = TensorScope.open();
        TdnForceField first = network(ProductKind.CP, false, 1);
        TdnForceField second = network(ProductKind.CP, false, 1)) {
      Map<String, Tensor> older = new HashMap<>();
      first
          .network()
          .stateDict()
          .forEach(
              (name, value) ->
                  older.put(
                      name.replace("cp_tp.cp_a", "cp_tp.cp_u")
                          .replace("cp_tp.cp_b", "cp_tp.cp_v")
                          .replace("cp_tp.cp_c", "cp_tp.cp_t"),
                      value.add(0.01)));
      second.network().loadReleased(older);
      Tensor loaded = second.network().stateDict().get("blocks.0.attn.tp1.cp_tp.cp_b");
      Tensor given = older.get("blocks.0.attn.tp1.cp_tp.cp_v");
      assertTrue(loaded != null && given != null && loaded.sub(given).abs().max().item() == 0);
      older.remove("norm.affine_weight");
      assertThrows(IllegalArgumentException.class, () -> second.network().loadReleased(older));
    }
  }

  @Test
  void everyForceLossIsZeroAtTheTargetOnly() {
    try (var _ = TensorScope.open()) {
      List<Molecule> molecules = MorseMolecules.DEFAULT.draw(3, 6);
      ForceFieldSet set =
          ForceFieldSet.of(molecules, ReferenceEnergies.fit(molecules, TestMolecules.SPECIES), 4);
      ForceFieldSet.Batch batch = set.batch(new int[] {0, 1, 2}, DType.F64);
      Tensor off =
          batch.forces().add(Tensor.randn(new Generator(1), DType.F64, batch.forces().shape()));
      for (ForceLoss loss : ForceLoss.values()) {
        assertEquals(0, loss.of(batch.forces(), batch).item(), 1e-5, loss.toString());
        assertTrue(loss.of(off, batch).item() > 1e-2, loss.toString());
      }
      // By hand: one more in x everywhere.
      Tensor one = batch.forces().add(Tensor.of(new double[] {1, 0, 0}, 1, 3));
      assertEquals(1, ForceLoss.RMS.of(one, batch).item(), 1e-9);
      assertEquals(1, ForceLoss.P1.of(one, batch).item(), 1e-9);
      assertEquals(1, ForceLoss.P2.of(one, batch).item(), 1e-9);
      assertEquals(1.0 / 3, ForceLoss.MSE.of(one, batch).item(), 1e-9);
      assertEquals(1.0 / 3, ForceLoss.MAE.of(one, batch).item(), 1e-9);
    }
  }

  @Test
  void refusesWrongShapes() {
    SpeciesTable gold = new SpeciesTable(List.of(1, 79));
    TdnConfig small = TdnConfig.small();
    var element =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TdnForceField(
                    new TdnConfig(
                        8,
                        1,
                        4,
                        4,
                        10,
                        false,
                        1,
                        List.of(8),
                        2,
                        20,
                        0,
                        ProductKind.EXACT_SHARED,
                        RankSchedule.QUADRATIC,
                        0),
                    gold,
                    6,
                    4,
                    1,
                    0,
                    new Generator(1)));
    assertTrue(element.getMessage().contains("maxAtomType"), element.getMessage());
    var heads =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TdnConfig(
                    30,
                    1,
                    4,
                    4,
                    10,
                    false,
                    1,
                    List.of(8),
                    4,
                    20,
                    0,
                    ProductKind.CP,
                    RankSchedule.QUADRATIC,
                    0));
    assertTrue(heads.getMessage().contains("multiple of heads"), heads.getMessage());
    assertThrows(IllegalArgumentException.class, () -> small.withDegree(11));
    assertEquals(28, small.withDegree(2).cpRank());
  }
}
