package polyad.geometry.tdn;

import polyad.geometry.AtomGraph;
import polyad.geometry.ForceField;
import polyad.nn.Buffer;
import polyad.tensor.Tensor;

/** A network of the energies of atoms; forces are their slopes, so that energy is kept. */
abstract class EnergyNetwork extends ForceField {
  private final double cutoff;
  private final Buffer scale; // [1], eV
  private final Buffer shift; // [1], eV

  EnergyNetwork(double cutoff, double scale, double shift) {
    this.cutoff = cutoff;
    this.scale = addBuffer("scale", Tensor.of(new float[] {(float) scale}, 1));
    this.shift = addBuffer("shift", Tensor.of(new float[] {(float) shift}, 1));
  }

  @Override
  public final double cutoff() {
    return cutoff;
  }

  /** The energies of atoms before scale and shift: [n, 1]. */
  abstract Tensor atomEnergies(AtomGraph graph);

  /** The energy of each molecule, [molecules], eV. */
  public final Tensor energy(AtomGraph graph) {
    Tensor scaled = atomEnergies(graph).mul(scale.value()).add(shift.value());
    return graph.perMolecule(scaled).squeeze(-1);
  }

  @Override
  public final Prediction predict(AtomGraph graph) {
    AtomGraph recorded = graph.recorded();
    Tensor energy = energy(recorded);
    return new Prediction(energy, forces(energy, recorded));
  }

  /** Lengths of the edges: [E, 3] to [E, 1]. */
  static Tensor lengths(Tensor vectors) {
    return vectors.square().sum(true, -1).sqrt();
  }

  /** ½(cos(πr/c) + 1), zero beyond the cutoff: [E, 1] to the same. */
  final Tensor cosineCutoff(Tensor length) {
    Tensor inside = length.lt(cutoff).to(length.dtype());
    return length.mul(Math.PI / cutoff).cos().add(1).mul(0.5).mul(inside);
  }
}
