package polyad.geometry.tdn;

import java.util.List;
import polyad.algebra.Rotations;
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
   * The mean of ‖F(Rx) − R·F(x)‖/‖F(x)‖ over molecules, a random rotation each.
   *
   * @param network in evaluation mode
   */
  static double of(ForceField network, ForceFieldSet set, DType dtype, long seed) {
    List<AtomGraph.Prepared> members = set.members().subList(0, Math.min(MOLECULES, set.size()));
    Generator rng = new Generator(seed);
    double sum = 0;
    for (AtomGraph.Prepared member : members) {
      try (var _ = TensorScope.open()) {
        Tensor rotation = Rotations.random(rng, DType.F64, 3, 1).squeeze(0);
        AtomGraph graph = AtomGraph.of(List.of(member), DType.F64);
        Tensor turned = forces(network, rotated(graph, rotation), dtype);
        Tensor expected = forces(network, graph, dtype).matmul(rotation.mT());
        Tensor gap = turned.sub(expected).square().sum().sqrt();
        sum += gap.item() / Math.max(1e-300, expected.square().sum().sqrt().item());
      }
    }
    return sum / members.size();
  }

  /** Positions and the lattice's shifts turn. */
  private static AtomGraph rotated(AtomGraph graph, Tensor rotation) {
    return moved(
        graph, graph.positions().matmul(rotation.mT()), graph.shift().matmul(rotation.mT()));
  }

  private static AtomGraph moved(AtomGraph graph, Tensor positions, Tensor shift) {
    return new AtomGraph(
        positions,
        graph.species(),
        graph.molecule(),
        graph.sender(),
        graph.receiver(),
        shift,
        graph.molecules());
  }

  /** [n, 3], F64. */
  private static Tensor forces(ForceField network, AtomGraph graph, DType dtype) {
    AtomGraph typed = moved(graph, graph.positions().to(dtype), graph.shift().to(dtype));
    return network.predict(typed).forces().detach().to(DType.F64);
  }
}
