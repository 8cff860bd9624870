package polyad.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All ordered pairs of atoms closer than a cutoff, in O(n) by a grid of cells.
 *
 * <p>Edge e goes from {@code sender[e]} to {@code receiver[e]}; its vector is position[receiver] −
 * position[sender] + shift[e]. In a periodic cell an atom may meet several images of another, and
 * its own. Edges are sorted by receiver.
 *
 * @param sender indices of atoms, {@code [E]}
 * @param receiver indices of atoms, {@code [E]}
 * @param shift ångström, {@code [E*3]}, zero without a lattice
 */
public record NeighborList(int[] sender, int[] receiver, double[] shift) {

  /**
   * Finds the pairs.
   *
   * @param cutoff ångström, above 0; the distance is strictly below it
   * @throws IllegalArgumentException when the cutoff is not positive or the cell is flat
   */
  public static NeighborList of(Molecule molecule, double cutoff) {
    if (!(cutoff > 0) || Double.isInfinite(cutoff)) {
      throw new IllegalArgumentException("cutoff is " + cutoff + ", allowed: above 0");
    }
    return new Search(molecule, cutoff).run();
  }

  /** The number of edges. */
  public int size() {
    return sender.length;
  }

  /**
   * The same with at most so many edges to each receiver, the shortest ones.
   *
   * @param molecule the molecule whose neighbours these are
   * @param most 1 or more
   */
  public NeighborList nearest(Molecule molecule, int most) {
    double[] length = new double[size()];
    for (int e = 0; e < length.length; e++) {
      length[e] = square(molecule.positions(), e);
    }
    int[] kept = new int[size()];
    int count = 0;
    int from = 0;
    while (from < size()) {
      int to = from;
      while (to < size() && receiver[to] == receiver[from]) {
        to++;
      }
      int[] own =
          IntStream.range(from, to)
              .boxed()
              .sorted(Comparator.comparingDouble(e -> length[e]))
              .limit(most)
              .sorted()
              .mapToInt(Integer::intValue)
              .toArray();
      System.arraycopy(own, 0, kept, count, own.length);
      count += own.length;
      from = to;
    }
    int[] chosen = Arrays.copyOf(kept, count);
    double[] moves = new double[3 * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(shift, 3 * chosen[i], moves, 3 * i, 3);
    }
    return new NeighborList(
        Arrays.stream(chosen).map(e -> sender[e]).toArray(),
        Arrays.stream(chosen).map(e -> receiver[e]).toArray(),
        moves);
  }

  private double square(double[] p, int e) {
    double square = 0;
    for (int k = 0; k < 3; k++) {
      double d = p[3 * receiver[e] + k] - p[3 * sender[e] + k] + shift[3 * e + k];
      square += d * d;
    }
    return square;
  }

  /**
   * The smallest distance of two atoms that meet, infinite when none do.
   *
   * @param molecule the molecule whose neighbours these are
   */
  public double smallestDistance(Molecule molecule) {
    double smallest = Double.POSITIVE_INFINITY;
    double[] p = molecule.positions();
    for (int e = 0; e < sender.length; e++) {
      smallest = Math.min(smallest, square(p, e));
    }
    return Math.sqrt(smallest);
  }

  /**
   * One search: atoms and the images that can reach them, sorted into cubes of the cutoff's size.
   */
  private static final class Search {
    private final Molecule molecule;
    private final double cutoff;
    private int[] source = new int[64]; // atom of each image
    private double[] place = new double[192]; // where the image is
    private int images;
    private int[] sender = new int[256];
    private int[] receiver = new int[256];
    private double[] shift = new double[768];
    private int edges;

    Search(Molecule molecule, double cutoff) {
      this.molecule = molecule;
      this.cutoff = cutoff;
    }

    NeighborList run() {
      double[] p = molecule.positions();
      double[] low = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
      double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
      for (int i = 0; i < p.length; i++) {
        low[i % 3] = Math.min(low[i % 3], p[i] - cutoff);
        high[i % 3] = Math.max(high[i % 3], p[i] + cutoff);
      }
      addImages(low, high);
      int[] cells = new int[3];
      for (int k = 0; k < 3; k++) {
        // Few atoms in a wide box need no more cells than there are atoms.
        double most = Math.cbrt(8.0 * images) + 1;
        cells[k] = (int) Math.max(1, Math.min((high[k] - low[k]) / cutoff, most));
      }
      collect(low, high, cells);
      return new NeighborList(
          Arrays.copyOf(sender, edges),
          Arrays.copyOf(receiver, edges),
          Arrays.copyOf(shift, 3 * edges));
    }

    /** Every image of an atom inside the box of all atoms widened by the cutoff. */
    private void addImages(double[] low, double[] high) {
      double[] cell = molecule.cell();
      int[] reach = cell == null ? new int[3] : reach(cell, low, high);
      for (int a = -reach[0]; a <= reach[0]; a++) {
        for (int b = -reach[1]; b <= reach[1]; b++) {
          for (int c = -reach[2]; c <= reach[2]; c++) {
            addImage(cell, a, b, c, low, high);
          }
        }
      }
    }

    private void addImage(
        double @Nullable [] cell, int a, int b, int c, double[] low, double[] high) {
      double[] p = molecule.positions();
      for (int i = 0; i < molecule.size(); i++) {
        double[] at = new double[3];
        boolean inside = true;
        for (int k = 0; k < 3; k++) {
          double move = cell == null ? 0 : a * cell[k] + b * cell[3 + k] + c * cell[6 + k];
          at[k] = p[3 * i + k] + move;
          inside &= at[k] >= low[k] && at[k] <= high[k];
        }
        if (inside) {
          if (images == source.length) {
            source = Arrays.copyOf(source, 2 * images);
            place = Arrays.copyOf(place, 6 * images);
          }
          source[images] = i;
          System.arraycopy(at, 0, place, 3 * images, 3);
          images++;
        }
      }
    }

    /** How many cells away an image can still lie in the box, by the heights of the cell. */
    private int[] reach(double[] cell, double[] low, double[] high) {
      double diagonal =
          Math.sqrt(square(high[0] - low[0]) + square(high[1] - low[1]) + square(high[2] - low[2]));
      int[] reach = new int[3];
      for (int k = 0; k < 3; k++) {
        if (!molecule.periodic()[k]) {
          continue;
        }
        double[] normal = cross(cell, (k + 1) % 3, (k + 2) % 3);
        double area = Math.sqrt(square(normal[0]) + square(normal[1]) + square(normal[2]));
        double volume =
            Math.abs(
                normal[0] * cell[3 * k]
                    + normal[1] * cell[3 * k + 1]
                    + normal[2] * cell[3 * k + 2]);
        double height = volume / area;
        if (!(height > 1e-6)) {
          throw new IllegalArgumentException(
              "cell: lattice vector " + k + " is flat, allowed: three independent vectors");
        }
        reach[k] = (int) Math.ceil(diagonal / height);
      }
      return reach;
    }

    private static double square(double x) {
      return x * x;
    }

    private static double[] cross(double[] cell, int i, int j) {
      double[] n = new double[3];
      for (int k = 0; k < 3; k++) {
        int u = (k + 1) % 3;
        int v = (k + 2) % 3;
        n[k] = cell[3 * i + u] * cell[3 * j + v] - cell[3 * i + v] * cell[3 * j + u];
      }
      return n;
    }

    private void collect(double[] low, double[] high, int[] cells) {
      int[] head = new int[cells[0] * cells[1] * cells[2]];
      int[] next = new int[images];
      Arrays.fill(head, -1);
      for (int i = images - 1; i >= 0; i--) {
        int c = index(place, 3 * i, low, high, cells);
        next[i] = head[c];
        head[c] = i;
      }
      double[] p = molecule.positions();
      for (int i = 0; i < molecule.size(); i++) {
        int first = edges;
        visit(i, p, low, high, cells, head, next);
        sortBySender(first);
      }
    }

    private static int cellOf(double x, double low, double high, int cells) {
      return Math.clamp((long) ((x - low) / (high - low) * cells), 0, cells - 1);
    }

    private static int index(double[] p, int at, double[] low, double[] high, int[] cells) {
      int index = 0;
      for (int k = 0; k < 3; k++) {
        index = index * cells[k] + cellOf(p[at + k], low[k], high[k], cells[k]);
      }
      return index;
    }

    private void visit(
        int i, double[] p, double[] low, double[] high, int[] cells, int[] head, int[] next) {
      int[] from = new int[3];
      int[] to = new int[3];
      for (int k = 0; k < 3; k++) {
        from[k] = cellOf(p[3 * i + k] - cutoff, low[k], high[k], cells[k]);
        to[k] = cellOf(p[3 * i + k] + cutoff, low[k], high[k], cells[k]);
      }
      for (int a = from[0]; a <= to[0]; a++) {
        for (int b = from[1]; b <= to[1]; b++) {
          for (int c = from[2]; c <= to[2]; c++) {
            for (int j = head[(a * cells[1] + b) * cells[2] + c]; j >= 0; j = next[j]) {
              meet(i, j, p);
            }
          }
        }
      }
    }

    private void meet(int i, int image, double[] p) {
      int j = source[image];
      double[] move = new double[3];
      double square = 0;
      boolean moved = false;
      for (int k = 0; k < 3; k++) {
        double d = p[3 * i + k] - place[3 * image + k];
        square += d * d;
        move[k] = p[3 * j + k] - place[3 * image + k];
        moved |= move[k] != 0;
      }
      if (square >= cutoff * cutoff || (i == j && !moved)) {
        return;
      }
      if (edges == sender.length) {
        sender = Arrays.copyOf(sender, 2 * edges);
        receiver = Arrays.copyOf(receiver, 2 * edges);
        shift = Arrays.copyOf(shift, 6 * edges);
      }
      sender[edges] = j;
      receiver[edges] = i;
      System.arraycopy(move, 0, shift, 3 * edges, 3);
      edges++;
    }

    /**
     * Puts the edges of the last receiver in the order of senders, so that the cells do not show.
     */
    private void sortBySender(int first) {
      for (int e = first + 1; e < edges; e++) {
        for (int f = e; f > first && sender[f - 1] > sender[f]; f--) {
          int s = sender[f];
          sender[f] = sender[f - 1];
          sender[f - 1] = s;
          for (int k = 0; k < 3; k++) {
            double move = shift[3 * f + k];
            shift[3 * f + k] = shift[3 * f - 3 + k];
            shift[3 * f - 3 + k] = move;
          }
        }
      }
    }
  }
}
