package polyad.geometry;

import java.util.SplittableRandom;
import polyad.data.Molecule;

/**
 * Newton's equations for a molecule by velocity Verlet: a force field whose forces are the slopes
 * of its energy keeps the total energy.
 */
public final class MolecularDynamics {
  /** kB in eV/K. */
  private static final double BOLTZMANN = 8.617333262e-5;

  /** One unit of √(eV/u) in Å/fs. */
  private static final double SPEED = 0.09822694788;

  private static final double[] MASSES = {1.008, 12.011, 14.007, 15.999, 18.998, 32.06, 35.45};
  private static final int[] KNOWN = {1, 6, 7, 8, 9, 16, 17};

  private MolecularDynamics() {}

  /** Energies and forces of a molecule. */
  @FunctionalInterface
  public interface Evaluator {
    /** The molecule with its energy in eV and forces in eV/Å. */
    Molecule evaluate(Molecule molecule);
  }

  /**
   * How a trajectory went.
   *
   * @param drift last total energy less the first, eV
   * @param largest the largest distance of the total energy from the first, eV
   * @param kinetic mean kinetic energy, eV
   */
  public record Trajectory(double drift, double largest, double kinetic) {}

  /**
   * Runs a trajectory at constant energy.
   *
   * @param temperature of the first velocities, K
   * @param femtoseconds of a step
   */
  public static Trajectory run(
      Molecule start,
      Evaluator evaluator,
      int steps,
      double femtoseconds,
      double temperature,
      long seed) {
    int n = start.size();
    double[] mass = new double[n];
    double[] v = new double[3 * n]; // Å/fs
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < n; i++) {
      mass[i] = mass(start.numbers()[i]);
      for (int k = 0; k < 3; k++) {
        v[3 * i + k] = random.nextGaussian() * Math.sqrt(BOLTZMANN * temperature / mass[i]) * SPEED;
      }
    }
    Molecule now = evaluator.evaluate(start);
    double first = now.energy().orElseThrow() + kinetic(mass, v);
    double largest = 0;
    double sum = 0;
    double total = first;
    for (int step = 0; step < steps; step++) {
      kick(v, now, mass, femtoseconds / 2);
      double[] p = now.positions().clone();
      for (int i = 0; i < p.length; i++) {
        p[i] += femtoseconds * v[i];
      }
      now = evaluator.evaluate(now.at(p));
      kick(v, now, mass, femtoseconds / 2);
      double moving = kinetic(mass, v);
      total = now.energy().orElseThrow() + moving;
      largest = Math.max(largest, Math.abs(total - first));
      sum += moving;
    }
    return new Trajectory(total - first, largest, sum / Math.max(1, steps));
  }

  private static double mass(int number) {
    for (int i = 0; i < KNOWN.length; i++) {
      if (KNOWN[i] == number) {
        return MASSES[i];
      }
    }
    return 2.0 * number;
  }

  private static double kinetic(double[] mass, double[] v) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      double u = v[i] / SPEED;
      sum += 0.5 * mass[i / 3] * u * u;
    }
    return sum;
  }

  private static void kick(double[] v, Molecule now, double[] mass, double time) {
    double[] forces = now.forces();
    if (forces == null) {
      throw new IllegalStateException("the evaluator gives no forces");
    }
    for (int i = 0; i < v.length; i++) {
      v[i] += time * forces[i] / mass[i / 3] * SPEED * SPEED;
    }
  }
}
