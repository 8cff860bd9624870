package polyad.geometry.tdn;

import polyad.geometry.ForceFieldSet;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** How wrong forces are. */
public enum ForceLoss {
  /** Mean over molecules of √(mean over atoms of ‖ΔF‖²): the release's default. */
  RMS,
  /** Mean of the squares of components. */
  MSE,
  /** Mean of the absolute components. */
  MAE,
  /** Mean over atoms of ‖ΔF‖₁. */
  P1,
  /** Mean over atoms of ‖ΔF‖₂. */
  P2,
  /** One less the cosine of the angle, mean over atoms. */
  COSINE;

  // Norms have no slope at zero.
  private static final double TINY = 1e-12;

  /** A single number: forces [atoms, 3] against the batch's. */
  Tensor of(Tensor forces, ForceFieldSet.Batch batch) {
    Tensor miss = forces.sub(batch.forces());
    return switch (this) {
      case RMS -> {
        Tensor sums = batch.graph().perMolecule(miss.square().sum(-1)); // [molecules]
        yield sums.div(batch.sizes()).add(TINY).sqrt().mean();
      }
      case MSE -> miss.square().mean();
      case MAE -> miss.abs().mean();
      case P1 -> miss.abs().sum(-1).mean();
      case P2 -> miss.square().sum(-1).add(TINY).sqrt().mean();
      case COSINE ->
          Functional.cosineSimilarity(forces, batch.forces(), 1, 1e-8).mean().neg().add(1);
    };
  }
}
