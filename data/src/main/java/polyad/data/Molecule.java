package polyad.data;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Atoms in space, with what was calculated for them.
 *
 * @param numbers atomic numbers, {@code [n]}, 1 to 118
 * @param positions x, y, z of each atom in ångström, {@code [n*3]}; not copied
 * @param energy total energy in eV, if known
 * @param forces force on each atom in eV/ångström, {@code [n*3]}, if known; not copied
 * @param cell the three lattice vectors as rows, ångström, {@code [9]}, if there is a lattice
 * @param periodic which lattice vectors repeat, {@code [3]}
 */
public record Molecule(
    int[] numbers,
    double[] positions,
    OptionalDouble energy,
    double @Nullable [] forces,
    double @Nullable [] cell,
    boolean[] periodic) {

  /** Checks the sizes. */
  public Molecule {
    if (numbers.length == 0) {
      throw new IllegalArgumentException("numbers: no atom, allowed: 1 or more");
    }
    if (positions.length != 3 * numbers.length) {
      throw new IllegalArgumentException(
          "positions: %d numbers for %d atoms, allowed: 3 an atom"
              .formatted(positions.length, numbers.length));
    }
    if (forces != null && forces.length != positions.length) {
      throw new IllegalArgumentException(
          "forces: %d numbers for %d atoms, allowed: 3 an atom"
              .formatted(forces.length, numbers.length));
    }
    if (!Arrays.stream(positions).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("positions: a number is not finite");
    }
    if (periodic.length != 3 || (cell != null && cell.length != 9)) {
      throw new IllegalArgumentException("cell: expected 9 numbers and 3 flags");
    }
    if (cell == null && (periodic[0] || periodic[1] || periodic[2])) {
      throw new IllegalArgumentException("periodic: needs a cell");
    }
  }

  /** Free atoms without energy or forces. */
  public static Molecule of(int[] numbers, double[] positions) {
    return new Molecule(
        numbers,
        positions,
        OptionalDouble.empty(),
        null,
        null,
        new boolean[] {false, false, false});
  }

  /**
   * Atoms without energy or forces.
   *
   * @param positions {@code [n][3]}, ångström
   * @param cell lattice vectors as rows, all of which repeat, or null
   */
  public static Molecule of(int[] numbers, double[][] positions, double @Nullable [][] cell) {
    return new Molecule(
        numbers,
        flat(positions),
        OptionalDouble.empty(),
        null,
        cell == null ? null : flat(cell),
        new boolean[] {cell != null, cell != null, cell != null});
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The number of atoms. */
  public int size() {
    return numbers.length;
  }

  /** Whether a direction repeats. */
  public boolean isPeriodic() {
    return periodic[0] || periodic[1] || periodic[2];
  }

  /** The same atoms with an energy and forces. */
  public Molecule with(double totalEnergy, double @Nullable [] newForces) {
    return new Molecule(
        numbers, positions, OptionalDouble.of(totalEnergy), newForces, cell, periodic);
  }

  /** The same atoms elsewhere, without energy and forces. */
  public Molecule at(double[] newPositions) {
    return new Molecule(numbers, newPositions, OptionalDouble.empty(), null, cell, periodic);
  }

  /**
   * The same atoms and lattice turned about the origin, without energy and forces.
   *
   * @param rotation a 3×3 matrix, row by row
   */
  public Molecule turned(double[] rotation) {
    return new Molecule(
        numbers,
        turned(positions, rotation),
        OptionalDouble.empty(),
        null,
        cell == null ? null : turned(cell, rotation),
        periodic);
  }

  /**
   * Every row r of a matrix with three columns as R·r.
   *
   * @param rows [n*3]
   * @param rotation a 3×3 matrix R, row by row
   */
  public static double[] turned(double[] rows, double[] rotation) {
    double[] turned = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int row = i - i % 3;
      int axis = 3 * (i % 3);
      for (int k = 0; k < 3; k++) {
        turned[i] += rotation[axis + k] * rows[row + k];
      }
    }
    return turned;
  }
}
