package polyad.completion;

import polyad.data.SparseTensor;

/** The cells of every entity of one mode: a compressed list, in the tensor's order. */
public final class RowGroups {
  private final int[] starts; // [n_k + 1]
  private final int[] cells;

  /** Groups a tensor's cells by their index in a mode. */
  public RowGroups(SparseTensor tensor, int mode) {
    int[] indexes = tensor.indexes(mode);
    starts = new int[tensor.dim(mode) + 1];
    for (int i : indexes) {
      starts[i + 1]++;
    }
    for (int i = 0; i < tensor.dim(mode); i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = starts.clone();
    cells = new int[indexes.length];
    for (int c = 0; c < indexes.length; c++) {
      cells[next[indexes[c]]++] = c;
    }
  }

  /** Where an entity's cells begin in {@link #cell}. */
  public int start(int entity) {
    return starts[entity];
  }

  /** Where an entity's cells end. */
  public int end(int entity) {
    return starts[entity + 1];
  }

  /** The number of an entity's cells. */
  public int count(int entity) {
    return starts[entity + 1] - starts[entity];
  }

  /** A cell, by its place in the list. */
  public int cell(int at) {
    return cells[at];
  }
}
