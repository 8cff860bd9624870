package polyad.data.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import polyad.data.Molecule;

/**
 * Small molecules with an energy of pairs and triples and its exact forces: {@code morse}.
 *
 * <p>E = Σ_pairs D((1−e^{−a(r−r₀)})² − 1)·f(r) + Σ_triples k(cos θ − cos 109.5°)²·f(r₁)f(r₂), D = 1
 * eV, a = 1.5/Å, r₀ = 1.3 Å, k = 0.3 eV, f(r) = (1 + cos(πr/c))/2 below c = 4 Å. Atoms are placed
 * at random, none closer than 0.9 Å and each within 1.7 Å of another.
 *
 * @param fewest atoms of the smallest molecule, 2 or more
 * @param most atoms of the largest
 */
public record MorseMolecules(int fewest, int most) {
  /** Four to eight atoms. */
  public static final MorseMolecules DEFAULT = new MorseMolecules(4, 8);

  private static final double DEPTH = 1;
  private static final double STIFFNESS = 1.5;
  private static final double REST = 1.3;
  private static final double BEND = 0.3;
  private static final double CUTOFF = 4;
  private static final double ANGLE = Math.cos(Math.toRadians(109.5));
  private static final double NEAREST = 0.9;
  private static final double BOND = 1.7;

  /** Checks the sizes. */
  public MorseMolecules {
    if (fewest < 2 || most < fewest) {
      throw new IllegalArgumentException(
          "fewest, most: %d, %d are not 2 or more and ordered".formatted(fewest, most));
    }
  }

  /** Draws molecules of carbon and hydrogen, which behave alike. */
  public List<Molecule> draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Molecule> molecules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int atoms = random.nextInt(fewest, most + 1);
      int[] numbers = new int[atoms];
      for (int a = 0; a < atoms; a++) {
        numbers[a] = a % 2 == 0 ? 6 : 1;
      }
      double[] positions = place(atoms, random);
      double[] forces = new double[3 * atoms];
      double energy = energy(positions, forces);
      molecules.add(Molecule.of(numbers, positions).with(energy, forces));
    }
    return List.copyOf(molecules);
  }

  private static double[] place(int atoms, SplittableRandom random) {
    double[] p = new double[3 * atoms];
    int placed = 1;
    while (placed < atoms) {
      int anchor = random.nextInt(placed);
      double[] direction = Draws.direction(random);
      double length = random.nextDouble(NEAREST + 0.05, BOND);
      for (int k = 0; k < 3; k++) {
        p[3 * placed + k] = p[3 * anchor + k] + length * direction[k];
      }
      boolean free = true;
      for (int j = 0; j < placed; j++) {
        free &= distance(p, placed, j) >= NEAREST;
      }
      placed += free ? 1 : 0;
    }
    return p;
  }

  private static double distance(double[] p, int i, int j) {
    return Math.hypot(
        Math.hypot(p[3 * i] - p[3 * j], p[3 * i + 1] - p[3 * j + 1]), p[3 * i + 2] - p[3 * j + 2]);
  }

  /**
   * The energy in eV; adds the forces, eV/Å.
   *
   * @param p positions {@code [n*3]}
   * @param forces {@code [n*3]}, added to
   */
  public static double energy(double[] p, double[] forces) {
    int n = p.length / 3;
    double energy = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double r = distance(p, i, j);
        if (r < CUTOFF) {
          double e = Math.exp(-STIFFNESS * (r - REST));
          double well = DEPTH * ((1 - e) * (1 - e) - 1);
          double slope = 2 * DEPTH * STIFFNESS * e * (1 - e);
          energy += well * cut(r);
          pull(p, forces, i, j, (slope * cut(r) + well * cutSlope(r)) / r);
        }
      }
    }
    for (int center = 0; center < n; center++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          if (i != center && j != center) {
            energy += bend(p, forces, center, i, j);
          }
        }
      }
    }
    return energy;
  }

  private static double cut(double r) {
    return r < CUTOFF ? 0.5 * (1 + Math.cos(Math.PI * r / CUTOFF)) : 0;
  }

  private static double cutSlope(double r) {
    return -0.5 * Math.PI / CUTOFF * Math.sin(Math.PI * r / CUTOFF);
  }

  /**
   * Takes slope/r times the difference of two atoms off the force of one, and adds it to the other.
   */
  private static void pull(double[] p, double[] forces, int i, int j, double slopeOverR) {
    for (int k = 0; k < 3; k++) {
      double f = slopeOverR * (p[3 * i + k] - p[3 * j + k]);
      forces[3 * i + k] -= f;
      forces[3 * j + k] += f;
    }
  }

  private static double bend(double[] p, double[] forces, int center, int i, int j) {
    double a = distance(p, i, center);
    double b = distance(p, j, center);
    if (a >= CUTOFF || b >= CUTOFF) {
      return 0;
    }
    double dot = 0;
    for (int k = 0; k < 3; k++) {
      dot += (p[3 * i + k] - p[3 * center + k]) * (p[3 * j + k] - p[3 * center + k]);
    }
    double cos = dot / (a * b);
    double gap = cos - ANGLE;
    double energy = BEND * gap * gap;
    double both = cut(a) * cut(b);
    double slope = 2 * BEND * gap * both; // dE/dcos
    for (int k = 0; k < 3; k++) {
      double u = p[3 * i + k] - p[3 * center + k];
      double v = p[3 * j + k] - p[3 * center + k];
      double byI = slope * (v / (a * b) - cos * u / (a * a));
      byI += energy * cutSlope(a) * cut(b) * u / a;
      double byJ = slope * (u / (a * b) - cos * v / (b * b));
      byJ += energy * cut(a) * cutSlope(b) * v / b;
      forces[3 * i + k] -= byI;
      forces[3 * j + k] -= byJ;
      forces[3 * center + k] += byI + byJ;
    }
    return energy * both;
  }
}
