package polyad.embedding.words;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of float32 in one array, each padded with zeros to whole vectors, and with AdaGrad the sums
 * of squares beside them. Threads write to it without locks: a lost update costs less than a lock
 * (Recht et al. 2011, Hogwild).
 */
final class Table {
  private static final float FIRST_SUM = 1e-8f;

  final float[] values;
  final float @Nullable [] sums;
  final int rows;
  final int columns;

  /** Floats from one row to the next. */
  final int width;

  /** Zeros. */
  Table(int rows, int columns, boolean adaptive) {
    this(rows, columns, RowKernel.padded(columns), adaptive);
  }

  private Table(int rows, int columns, int width, boolean adaptive) {
    long size = (long) rows * width;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d rows of %d floats are %d, allowed: 2147483639 in all".formatted(rows, width, size));
    }
    this.rows = rows;
    this.columns = columns;
    this.width = width;
    values = new float[(int) size];
    sums = adaptive ? new float[(int) size] : null;
    if (sums != null) {
      Arrays.fill(sums, FIRST_SUM);
    }
  }

  /** Rows made of {@code pieces} padded pieces of {@code columns} each. */
  static Table ofPieces(int rows, int pieces, int columns, boolean adaptive) {
    return new Table(rows, pieces * columns, pieces * RowKernel.padded(columns), adaptive);
  }

  /** Fills all but the padding from U(−1/2, 1/2)/scale, pieces of {@code columns} at a time. */
  void uniform(RandomGenerator random, int piece, double scale) {
    int padded = RowKernel.padded(piece);
    for (int from = 0; from < values.length; from += padded) {
      for (int k = 0; k < piece; k++) {
        values[from + k] = (float) ((random.nextDouble() - 0.5) / scale);
      }
    }
  }

  /** Moves a row along g·x, which raises the score: by the rate, or as AdaGrad weighs it. */
  void move(RowKernel kernel, int row, float[] x, int at, float g, float rate) {
    int from = row * width;
    if (sums == null) {
      kernel.add(values, from, x, at, rate * g, width);
    } else {
      kernel.adapt(values, sums, from, x, at, g, rate, width);
    }
  }
}
