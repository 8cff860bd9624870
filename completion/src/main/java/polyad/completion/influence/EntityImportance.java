package polyad.completion.influence;

import java.util.Arrays;
import polyad.data.SparseTensor;

/** From the importance of cells to that of entities. */
public final class EntityImportance {
  private EntityImportance() {}

  /**
   * α^k_j: the importance of the cells with i_k = j, summed, over all of them; a distribution a
   * mode, 0 for entities never observed.
   *
   * @param importance one number of 0 or more a cell, not all 0
   * @return {@code [K][n_k]}
   */
  public static double[][] aggregate(SparseTensor tensor, double[] importance) {
    double total = Arrays.stream(importance).sum();
    if (importance.length != tensor.nnz() || !(total > 0) || Double.isInfinite(total)) {
      throw new IllegalArgumentException(
          "importance: %d numbers of sum %s for %d cells, expected one a cell and a positive sum"
              .formatted(importance.length, total, tensor.nnz()));
    }
    double[][] entities = new double[tensor.order()][];
    for (int k = 0; k < entities.length; k++) {
      entities[k] = new double[tensor.dim(k)];
      int[] indexes = tensor.indexes(k);
      for (int c = 0; c < importance.length; c++) {
        entities[k][indexes[c]] += importance[c];
      }
      for (int j = 0; j < entities[k].length; j++) {
        entities[k][j] /= total;
      }
    }
    return entities;
  }
}
