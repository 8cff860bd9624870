package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import polyad.data.generate.MorseMolecules;

final class NeighborListTest {
  private static Molecule random(int atoms, double box, boolean[] periodic, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] positions = random.doubles(3L * atoms, -box, box).toArray();
    double[] cell = {box, 0, 0, 0.3 * box, 0.9 * box, 0, -0.2 * box, 0.1 * box, 1.1 * box};
    int[] numbers = new int[atoms];
    Arrays.fill(numbers, 6);
    return new Molecule(numbers, positions, OptionalDouble.empty(), null, cell, periodic);
  }

  /** Every pair with every image within five cells. */
  private static int brute(Molecule m, double cutoff) {
    double[] p = m.positions();
    double[] c = m.cell();
    int count = 0;
    int[] n = new int[3];
    for (int k = 0; k < 3; k++) {
      n[k] = m.periodic()[k] ? 6 : 0;
    }
    for (int i = 0; i < m.size(); i++) {
      for (int j = 0; j < m.size(); j++) {
        for (int x = -n[0]; x <= n[0]; x++) {
          for (int y = -n[1]; y <= n[1]; y++) {
            for (int z = -n[2]; z <= n[2]; z++) {
              double square = 0;
              for (int k = 0; k < 3; k++) {
                double d = p[3 * i + k] - p[3 * j + k];
                d -= c == null ? 0 : x * c[k] + y * c[3 + k] + z * c[6 + k];
                square += d * d;
              }
              boolean self = i == j && x == 0 && y == 0 && z == 0;
              count += !self && square < cutoff * cutoff ? 1 : 0;
            }
          }
        }
      }
    }
    return count;
  }

  @Property(tries = 60, seed = "5")
  void findsWhatBruteForceFinds(
      @ForAll @IntRange(min = 1, max = 12) int atoms,
      @ForAll @DoubleRange(min = 0.5, max = 4) double cutoff,
      @ForAll boolean x,
      @ForAll boolean y,
      @ForAll boolean z,
      @ForAll @LongRange(min = 0) long seed) {
    Molecule m = random(atoms, 3, new boolean[] {x, y, z}, seed);
    NeighborList list = NeighborList.of(m, cutoff);
    assertEquals(brute(m, cutoff), list.size());
    for (int e = 1; e < list.size(); e++) {
      assertTrue(list.receiver()[e - 1] <= list.receiver()[e]);
    }
    assertTrue(list.size() == 0 || list.smallestDistance(m) < cutoff);
  }

  @Test
  void everyEdgeHasItsReverse() {
    NeighborList list = NeighborList.of(random(20, 4, new boolean[] {true, true, true}, 9), 3);
    double[] sum = new double[3];
    int[] degree = new int[20];
    for (int e = 0; e < list.size(); e++) {
      degree[list.sender()[e]]++;
      degree[list.receiver()[e]]--;
      for (int k = 0; k < 3; k++) {
        sum[k] += list.shift()[3 * e + k];
      }
    }
    assertArrayEquals(new int[20], degree);
    assertArrayEquals(new double[3], sum, 1e-9);
  }

  @Test
  void refusesBadInput() {
    Molecule m = random(3, 2, new boolean[] {true, true, true}, 1);
    assertThrows(IllegalArgumentException.class, () -> NeighborList.of(m, 0));
    Molecule flat =
        new Molecule(
            m.numbers(),
            m.positions(),
            OptionalDouble.empty(),
            null,
            new double[] {1, 0, 0, 2, 0, 0, 0, 0, 1},
            new boolean[] {true, true, true});
    assertThrows(IllegalArgumentException.class, () -> NeighborList.of(flat, 1));
    assertThrows(
        IllegalArgumentException.class, () -> Molecule.of(new int[] {1}, new double[] {0, 0}));
  }

  @Test
  void morseForcesAreTheSlopesOfTheEnergy() {
    for (Molecule m : MorseMolecules.DEFAULT.draw(5, 11)) {
      double[] p = m.positions().clone();
      for (int i = 0; i < p.length; i++) {
        double keep = p[i];
        p[i] = keep + 1e-5;
        double up = MorseMolecules.energy(p, new double[p.length]);
        p[i] = keep - 1e-5;
        double down = MorseMolecules.energy(p, new double[p.length]);
        p[i] = keep;
        assertEquals(-(up - down) / 2e-5, m.forces()[i], 1e-6);
      }
    }
  }
}
