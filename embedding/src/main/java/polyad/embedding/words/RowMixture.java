package polyad.embedding.words;

import java.util.Arrays;

/** A weighted sum of rows of several tables, and the way an error goes back to them. */
final class RowMixture {
  private final RowKernel kernel;
  private final boolean undivided;
  private Table[] tables = new Table[64];
  private int[] rows = new int[64];
  private float[] shares = new float[64];
  private float[] weights = new float[64];
  private int size;

  /**
   * Empty.
   *
   * @param undivided whether rows get the error by their share and not by their weight
   */
  RowMixture(RowKernel kernel, boolean undivided) {
    this.kernel = kernel;
    this.undivided = undivided;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Adds a row; its weight is its share until it is scaled. */
  void add(Table table, int row, float share) {
    if (size == rows.length) {
      tables = Arrays.copyOf(tables, 2 * size);
      rows = Arrays.copyOf(rows, 2 * size);
      shares = Arrays.copyOf(shares, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
    }
    tables[size] = table;
    rows[size] = row;
    shares[size] = share;
    weights[size++] = share;
  }

  /** Multiplies the weights of rows from a number on, up to another. */
  void scale(int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      weights[i] *= factor;
    }
  }

  /** Writes Σ weight·row. */
  void sum(float[] into) {
    Arrays.fill(into, 0);
    for (int i = 0; i < size; i++) {
      Table table = tables[i];
      kernel.add(into, 0, table.values, rows[i] * table.width, weights[i], table.width);
    }
  }

  /** Moves every row along the error. */
  void move(float[] error, float rate) {
    for (int i = 0; i < size; i++) {
      tables[i].move(kernel, rows[i], error, 0, undivided ? shares[i] : weights[i], rate);
    }
  }
}
