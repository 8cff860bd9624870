package polyad.data;

import java.util.Arrays;

/** Finds the cells of a sparse tensor by their position, by open addressing. */
public final class CellIndex {
  private static final int FREE = -1;

  private final SparseTensor tensor;
  private final int[] table;
  private final int mask;

  /** Indexes every cell; of several at one position the first is found. */
  public CellIndex(SparseTensor tensor) {
    this.tensor = tensor;
    int size = Integer.highestOneBit(Math.max(4, tensor.nnz())) << 2;
    table = new int[size];
    mask = size - 1;
    Arrays.fill(table, FREE);
    for (int c = 0; c < tensor.nnz(); c++) {
      int slot = slot(tensor.position(c));
      if (table[slot] == FREE) {
        table[slot] = c;
      }
    }
  }

  /** The first cell at a position, or -1. */
  public int find(int... position) {
    return table[slot(position)];
  }

  /** The first cell at the position of a cell, which may be that cell. */
  int firstAt(int cell) {
    return find(tensor.position(cell));
  }

  private int slot(int[] position) {
    int slot = hash(position) & mask;
    while (table[slot] != FREE && !isAt(table[slot], position)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int cell, int[] position) {
    for (int k = 0; k < position.length; k++) {
      if (tensor.index(k, cell) != position[k]) {
        return false;
      }
    }
    return true;
  }

  private static int hash(int[] position) {
    long h = 0;
    for (int i : position) {
      h = (h ^ i) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 29;
    }
    return (int) (h ^ (h >>> 32));
  }
}
