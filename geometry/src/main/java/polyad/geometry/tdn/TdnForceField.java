package polyad.geometry.tdn;

import java.util.Optional;
import polyad.geometry.AtomGraph;
import polyad.geometry.ForceField;
import polyad.geometry.SpeciesTable;
import polyad.nn.Buffer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The network as a force field. With e = Σ h_i/√n̄ the network's number for a molecule (n̄ atoms in
 * the mean), the energy is scale·√n̄·e + shift·atoms, which grows with the molecule; forces are the
 * network's own times the scale, or the slopes of the energy.
 */
public final class TdnForceField extends ForceField {
  private final TensorDecompositionNetwork network;
  private final Buffer numbers; // [elements]
  private final Buffer scale; // [1], eV and eV/Å
  private final Buffer shift; // [1], eV
  private final double rootAtoms;
  private final Generator rng;

  /**
   * With random weights.
   *
   * @param species the elements, below {@code maxAtomType}
   * @param averageAtoms of a molecule of the training set
   * @param averageNeighbors of an atom of the training set
   * @param scale such as the rms force of the training set, eV/Å
   * @param shift mean energy of an atom, eV
   * @throws IllegalArgumentException when the network has no place for an element
   */
  public TdnForceField(
      TdnConfig config,
      SpeciesTable species,
      double averageAtoms,
      double averageNeighbors,
      double scale,
      double shift,
      Generator rng) {
    int largest = species.numbers().getLast();
    if (largest >= config.maxAtomType()) {
      throw new IllegalArgumentException(
          "maxAtomType is %d, allowed: above the largest atomic number, %d"
              .formatted(config.maxAtomType(), largest));
    }
    network =
        addChild(
            "network", new TensorDecompositionNetwork(config, averageAtoms, averageNeighbors, rng));
    long[] atomic = species.numbers().stream().mapToLong(n -> n).toArray();
    numbers = addBuffer("numbers", Tensor.of(atomic, atomic.length));
    this.scale = addBuffer("scale", Tensor.of(new float[] {(float) scale}, 1));
    this.shift = addBuffer("shift", Tensor.of(new float[] {(float) shift}, 1));
    this.rootAtoms = Math.sqrt(averageAtoms);
    this.rng = rng;
  }

  /** The network inside. */
  public TensorDecompositionNetwork network() {
    return network;
  }

  @Override
  public double cutoff() {
    return network.config().cutoff();
  }

  @Override
  public Optional<Generator> random() {
    return Optional.of(rng);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when no atom of the batch has a neighbour
   */
  @Override
  public Prediction predict(AtomGraph graph) {
    boolean slopes = network.config().gradientForce();
    AtomGraph byNumber = numbered(slopes ? graph.recorded() : graph);
    TensorDecompositionNetwork.Output out = network.forward(byNumber);
    Tensor perEnergy = scale.value().mul(rootAtoms);
    Tensor ones = Tensor.ones(graph.positions().dtype(), graph.atoms());
    Tensor base = graph.perMolecule(ones).mul(shift.value());
    return new Prediction(
        out.energy().mul(perEnergy).add(base),
        out.forces().mul(slopes ? perEnergy : scale.value()));
  }

  /** Atomic numbers in place of the table's indexes. */
  private AtomGraph numbered(AtomGraph graph) {
    return new AtomGraph(
        graph.positions(),
        numbers.value().indexSelect(0, graph.species()),
        graph.molecule(),
        graph.sender(),
        graph.receiver(),
        graph.shift(),
        graph.molecules());
  }
}
