package polyad.embedding.bt2;

import org.jspecify.annotations.Nullable;
import polyad.data.ImageShape;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * Rows to train on.
 *
 * @param x [N, in]
 * @param labels classes from 0, one a row
 * @param classes number of classes, at least 2
 * @param image the shape of a row when it is an image
 */
public record TrainingSet(Tensor x, int[] labels, int classes, @Nullable ImageShape image) {
  private static final double UNIT_TOLERANCE = 1e-3;

  /** Checks that rows and labels agree. */
  public TrainingSet {
    if (x.dim() != 2 || x.size(0) != labels.length || labels.length < 2) {
      throw new IllegalArgumentException(
          x + " for " + labels.length + " labels, expected one row a label, at least 2");
    }
    if (classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + ", allowed: 2 or more");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "labels[" + i + "] is " + labels[i] + ", allowed: 0 to " + (classes - 1));
      }
    }
  }

  /** Numbers in a row. */
  public int inputs() {
    return Math.toIntExact(x.size(1));
  }

  /** The rows at these places, with the same classes. */
  TrainingSet select(int[] rows) {
    int[] chosen = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = labels[rows[i]];
    }
    return new TrainingSet(x.indexSelect(0, Tensor.of(rows, rows.length)), chosen, classes, image);
  }

  /**
   * Refuses cached features that do not belong to the rows: one unit vector a row is expected.
   *
   * @param name of the features, for the message
   * @param width expected
   */
  void requireCached(String name, Tensor features, int width) {
    if (features.dim() != 2 || features.size(0) < labels.length) {
      throw new IllegalArgumentException(
          name
              + ": feature of sample "
              + (features.dim() == 2 ? features.size(0) : 0)
              + " is missing; there are "
              + labels.length
              + " samples");
    }
    if (features.size(0) != labels.length || features.size(1) != width) {
      throw new IllegalArgumentException(
          "%s: %d × %d, expected %d × %d"
              .formatted(name, features.size(0), features.size(1), labels.length, width));
    }
    Tensor excess = features.detach().to(DType.F64).norm(2, false, 1).sub(1.0).abs();
    long worst = excess.argmax(0, false).itemLong();
    double norm = features.detach().to(DType.F64).get(worst).norm().item();
    if (!(Math.abs(norm - 1) <= UNIT_TOLERANCE)) {
      throw new IllegalArgumentException(
          name + ": the vector of sample " + worst + " has norm " + norm + ", expected 1");
    }
  }
}
