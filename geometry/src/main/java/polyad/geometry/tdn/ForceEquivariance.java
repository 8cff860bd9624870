package polyad.geometry.tdn;

import java.util.List;
import polyad.algebra.Rotations;
import polyad.data.Molecule;
import polyad.geometry.AtomGraph;
import polyad.geometry.ForceField;
import polyad.geometry.ForceFieldSet;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** How far forces are from turning with the molecule. */
final class ForceEquivariance {
  private static final int MOLECULES = 16;

  private ForceEquivariance() {}

  /**
   * The mean of ‖F(Rx) − R·F(x)‖/‖F(x)‖ over molecules without a lattice, a random rotation each.
   *
   * @param network in evaluation mode
   * @return 0 when there is no molecule without a lattice
   */
  static double of(ForceField network, ForceFieldSet set, DType dtype, long seed) {
    List<AtomGraph.Prepared> free =
        set.members().stream().filter(m -> !m.molecule().isPeriodic()).limit(MOLECULES).toList();
    Generator rng = new Generator(seed);
    double sum = 0;
    for (AtomGraph.Prepared member : free) {
      try (var _ = TensorScope.open()) {
        Tensor rotation = Rotations.random(rng, DType.F64, 3, 1).squeeze(0);
        Tensor turned = forces(network, rotated(member, rotation), dtype);
        Tensor expected = forces(network, member, dtype).matmul(rotation.mT());
        Tensor gap = turned.sub(expected).square().sum().sqrt();
        sum += gap.item() / Math.max(1e-300, expected.square().sum().sqrt().item());
      }
    }
    return free.isEmpty() ? 0 : sum / free.size();
  }

  private static AtomGraph.Prepared rotated(AtomGraph.Prepared member, Tensor rotation) {
    Molecule molecule = member.molecule();
    Tensor positions = Tensor.of(molecule.positions(), molecule.size(), 3);
    return new AtomGraph.Prepared(
        molecule.at(positions.matmul(rotation.mT()).toDoubleArray()),
        member.species(),
        member.neighbors());
  }

  private static Tensor forces(ForceField network, AtomGraph.Prepared member, DType dtype) {
    return network
        .predict(AtomGraph.of(List.of(member), dtype))
        .forces()
        .detach()
        .to(DType.F64); // [n, 3]
  }
}
