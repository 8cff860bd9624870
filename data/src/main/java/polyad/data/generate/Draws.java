package polyad.data.generate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Random arrays, and the little arithmetic that the generators share. */
final class Draws {
  private Draws() {}

  /** Independent normal values of mean 0, {@code [rows][columns]}. */
  static double[][] normal(int rows, int columns, double deviation, RandomGenerator random) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = deviation * random.nextGaussian();
      }
    }
    return values;
  }

  /** Draws an index whose probabilities, cumulated, are given. */
  static int rank(double[] cumulated, RandomGenerator random) {
    int at = Arrays.binarySearch(cumulated, random.nextDouble());
    return Math.min(cumulated.length - 1, at < 0 ? -at - 1 : at + 1);
  }

  /** A row vector times a matrix. */
  static double[] times(double[] row, double[][] matrix) {
    double[] product = new double[matrix[0].length];
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < product.length; j++) {
        product[j] += row[i] * matrix[i][j];
      }
    }
    return product;
  }

  /** A direction spread evenly over the sphere, {@code [3]}. */
  static double[] direction(RandomGenerator random) {
    double z = random.nextDouble(-1, 1);
    double angle = random.nextDouble(2 * Math.PI);
    double radius = Math.sqrt(1 - z * z);
    return new double[] {radius * Math.cos(angle), radius * Math.sin(angle), z};
  }

  /** A unit quaternion (w, x, y, z) spread evenly over the rotations. */
  static double[] quaternion(RandomGenerator random) {
    double[] q = new double[4];
    double norm = 0;
    while (norm < 1e-6) {
      for (int i = 0; i < 4; i++) {
        q[i] = random.nextGaussian();
      }
      norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    }
    for (int i = 0; i < 4; i++) {
      q[i] /= norm;
    }
    return q;
  }
}
