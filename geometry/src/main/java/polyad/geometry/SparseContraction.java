package polyad.geometry;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.Constant;
import polyad.tensor.Tensor;

/** z_k = Σ c·x_i·y_j over a list of entries (i, j, k, c): gather, multiply, scatter. */
final class SparseContraction {
  private final Tensor first;
  private final Tensor second;
  private final Tensor target;
  private final Constant values; // [entries, 1]
  private final int size;

  /** Collects entries. */
  static final class Builder {
    private final List<long[]> places = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    /** Adds the entries of a block that are not zero. */
    void add(double[][][] block, double factor, int i0, int j0, int k0) {
      for (int i = 0; i < block.length; i++) {
        for (int j = 0; j < block[i].length; j++) {
          for (int k = 0; k < block[i][j].length; k++) {
            if (block[i][j][k] != 0 && factor != 0) {
              places.add(new long[] {(long) i0 + i, (long) j0 + j, (long) k0 + k});
              values.add(factor * block[i][j][k]);
            }
          }
        }
      }
    }

    SparseContraction build(int size) {
      return new SparseContraction(this, size);
    }
  }

  private SparseContraction(Builder builder, int size) {
    this.size = size;
    first = column(builder, 0);
    second = column(builder, 1);
    target = column(builder, 2);
    double[] numbers = builder.values.stream().mapToDouble(Double::doubleValue).toArray();
    values = new Constant(Tensor.of(numbers, numbers.length, 1));
  }

  private static Tensor column(Builder builder, int axis) {
    long[] index = builder.places.stream().mapToLong(place -> place[axis]).toArray();
    return Tensor.of(index, index.length).retain();
  }

  /** [N, d1] and [N, d2] to [N, size]; rows are entries inside, so that every row is contiguous. */
  Tensor apply(Tensor x, Tensor y) {
    Tensor terms =
        x.mT()
            .indexSelect(0, first)
            .mul(y.mT().indexSelect(0, second))
            .mul(values.in(x.dtype())); // [entries, N]
    return Tensor.zeros(x.dtype(), size, x.size(0)).indexAdd(0, target, terms).mT();
  }
}
