package polyad.catalog.task;

import org.jspecify.annotations.Nullable;

/** Energies and forces of atoms; eV and angstrom. */
public interface Potential extends Task {
  /** Distance in angstrom beyond which two atoms do not see each other. */
  double cutoff();

  /**
   * Evaluates a configuration.
   *
   * @param numbers {@code [n]}, atomic numbers
   * @param positions {@code [n, 3]} in angstrom
   * @param cell {@code [3, 3]}, rows are lattice vectors of a periodic system; null for a free one
   */
  Evaluation evaluate(int[] numbers, double[][] positions, double @Nullable [][] cell);

  /** What a potential says of a configuration. */
  interface Evaluation {
    /** Energy in eV. */
    double energy();

    /** {@code [n, 3]} in eV per angstrom: minus the gradient of the energy. */
    double[][] forces();
  }
}
