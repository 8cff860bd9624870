package polyad.embedding.relative;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Draws and averages by the classes of the anchors. */
final class AnchorClasses {
  private final int[] labels;
  private final int classes;

  /**
   * @param labels of the anchors, 0 to classes−1, every class at least once
   * @throws IllegalArgumentException naming a class without an anchor
   */
  AnchorClasses(int[] labels, int classes) {
    this.labels = labels;
    this.classes = classes;
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "an anchor's class is %d, allowed: 0 to %d".formatted(label, classes - 1));
      }
    }
    for (int c = 0; c < classes; c++) {
      if (members(c).length == 0) {
        throw new IllegalArgumentException(
            "class %d of %d has no anchor, allowed: one or more each".formatted(c, classes));
      }
    }
  }

  private int[] members(int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  /** The classes of what {@link #stratified} and {@link #gaussian} draw. */
  AnchorClasses drawn(int perClass) {
    int[] of = IntStream.range(0, classes * perClass).map(i -> i / perClass).toArray();
    return new AnchorClasses(of, classes);
  }

  /** Anchors [k, d] of each class in turn, drawn with replacement: [classes·perClass, d]. */
  Tensor stratified(Tensor anchors, int perClass, Generator rng) {
    List<Tensor> rows = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      int[] own = members(c);
      Tensor drawn = Tensor.randint(rng, 0, own.length, perClass);
      rows.add(index(own).indexSelect(0, drawn));
    }
    return anchors.indexSelect(0, Tensor.cat(0, rows));
  }

  /** Points of each class's normal distribution, [classes·perClass, d]. */
  Tensor gaussian(Tensor anchors, int perClass, Generator rng) {
    List<Tensor> points = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      int[] own = members(c);
      if (own.length < 2) {
        throw new IllegalArgumentException(
            "class " + c + " has 1 anchor, allowed for a standard deviation: 2 or more");
      }
      Tensor of = anchors.indexSelect(0, index(own)); // [members, d]
      Tensor noise = Tensor.randn(rng, anchors.dtype(), perClass, anchors.size(1));
      points.add(noise.mul(of.std(true, true, 0)).add(of.mean(true, 0)));
    }
    return Tensor.cat(0, points);
  }

  /**
   * The matrix that averages similarities: the j-th anchor of class c counts in column (j mod
   * groups)·classes + c.
   *
   * @return [k, groups·classes]
   * @throws IllegalArgumentException when a class has fewer anchors than groups
   */
  Tensor averages(int groups, DType dtype) {
    int width = groups * classes;
    double[] matrix = new double[labels.length * width];
    for (int c = 0; c < classes; c++) {
      int[] own = members(c);
      if (own.length < groups) {
        throw new IllegalArgumentException(
            "groups are %d, allowed: up to %d, the anchors of class %d"
                .formatted(groups, own.length, c));
      }
      for (int j = 0; j < own.length; j++) {
        int group = j % groups;
        int size = (own.length - group + groups - 1) / groups;
        matrix[own[j] * width + group * classes + c] = 1.0 / size;
      }
    }
    return Tensor.of(matrix, labels.length, width).to(dtype);
  }

  private static Tensor index(int[] rows) {
    return Tensor.of(rows, rows.length).to(DType.I64);
  }
}
