package polyad.algebra.o3;

import java.util.Arrays;
import polyad.tensor.Tensor;

/** Tables of numbers as tensors. */
final class Tables {
  private Tables() {}

  static Tensor tensor(double[][][] table) {
    double[] flat =
        Arrays.stream(table).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
    return Tensor.of(flat, table.length, table[0].length, table[0][0].length);
  }
}
