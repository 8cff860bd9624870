package polyad.geometry;

import java.util.List;
import java.util.Optional;
import polyad.nn.Module;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** A network that gives energies and forces of molecules. */
public abstract class ForceField extends Module {
  /** For subclasses. */
  protected ForceField() {}

  /**
   * What it says of a batch.
   *
   * @param energy [molecules], eV, without the energies of the free atoms
   * @param forces [atoms, 3], eV/Å
   */
  public record Prediction(Tensor energy, Tensor forces) {}

  /** Ångström beyond which two atoms do not see each other. */
  public abstract double cutoff();

  /**
   * Energies and forces; in training mode both stay on record, so that a loss of forces can be
   * differentiated.
   */
  public abstract Prediction predict(AtomGraph graph);

  /**
   * The generator of what is random in training, such as dropout: its state goes into checkpoints.
   */
  public Optional<Generator> random() {
    return Optional.empty();
  }

  /** −dE/dpositions of the energies of a recorded graph. */
  protected final Tensor forces(Tensor energy, AtomGraph recorded) {
    if (recorded.sender().numel() == 0) {
      return recorded.positions().zerosLike();
    }
    List<Tensor> gradient =
        Autograd.grad(energy.sum(), List.of(recorded.positions()), isTraining());
    return gradient.getFirst().neg();
  }
}
