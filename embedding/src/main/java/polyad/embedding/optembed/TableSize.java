package polyad.embedding.optembed;

import polyad.data.FieldLayout;

/**
 * What is left of a table.
 *
 * @param parameters Σ kept_i d_i
 * @param full n D
 */
public record TableSize(long parameters, long full) {
  /**
   * Counts.
   *
   * @param kept whether each value is kept [n]
   * @param dims dimensions of every field [m]
   * @param latentDim D
   */
  public static TableSize of(FieldLayout layout, boolean[] kept, int[] dims, int latentDim) {
    int[] counts = counts(layout, kept);
    long parameters = 0;
    for (int i = 0; i < dims.length; i++) {
      parameters += (long) counts[i] * dims[i];
    }
    return new TableSize(parameters, (long) layout.total() * latentDim);
  }

  /** The kept values of each field: [m]. */
  public static int[] counts(FieldLayout layout, boolean[] kept) {
    int[] counts = new int[layout.count()];
    int[] fields = layout.fields();
    for (int v = 0; v < kept.length; v++) {
      counts[fields[v]] += kept[v] ? 1 : 0;
    }
    return counts;
  }

  /** 1 − parameters / full. */
  public double sparsity() {
    return 1 - (double) parameters / full;
  }
}
