package polyad.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A partly observed tensor of order K as a list of cells (i_1, ..., i_K, y), indexes zero based.
 * The cells keep their order; a position may occur more than once unless {@link #merge} was asked
 * to see to that.
 */
public final class SparseTensor {
  private final int[] dims;
  private final int[][] indexes; // [K][cells]
  private final double[] values;

  /** What becomes of several values at one position. */
  public enum Duplicates {
    /** They are refused. */
    ERROR,
    /** Their mean is taken. */
    MEAN,
    /** The last one counts. */
    LAST
  }

  /** Three parts of a tensor's cells, all with its dims. */
  public record Split(SparseTensor train, SparseTensor validation, SparseTensor test) {}

  private SparseTensor(int[] dims, int[][] indexes, double[] values) {
    this.dims = dims;
    this.indexes = indexes;
    this.values = values;
  }

  /**
   * Takes over arrays, which must not be changed any more.
   *
   * @param dims extents of the K modes, at least 1 each
   * @param indexes {@code [K][cells]}, each in {@code [0, dims[k])}
   * @param values one finite value a cell
   * @throws IllegalArgumentException naming the first cell that is wrong
   */
  public static SparseTensor of(int[] dims, int[][] indexes, double[] values) {
    if (dims.length < 2 || indexes.length != dims.length) {
      throw new IllegalArgumentException(
          "dims, indexes: %d and %d modes, expected 2 or more and as many"
              .formatted(dims.length, indexes.length));
    }
    for (int k = 0; k < dims.length; k++) {
      requireMode(k, dims[k], indexes[k], values.length);
    }
    for (int c = 0; c < values.length; c++) {
      if (!Double.isFinite(values[c])) {
        throw new IllegalArgumentException("values[" + c + "] is " + values[c] + ", not finite");
      }
    }
    return new SparseTensor(dims.clone(), indexes.clone(), values);
  }

  private static void requireMode(int k, int extent, int[] indexes, int cells) {
    if (extent < 1) {
      throw new IllegalArgumentException("dims[" + k + "] is " + extent + ", allowed: 1 or more");
    }
    if (indexes.length != cells) {
      throw new IllegalArgumentException(
          "mode %d has %d indexes for %d values".formatted(k, indexes.length, cells));
    }
    for (int c = 0; c < cells; c++) {
      if (indexes[c] < 0 || indexes[c] >= extent) {
        throw new IllegalArgumentException(
            "cell %d: index %d of mode %d is not in [0, %d)".formatted(c, indexes[c], k, extent));
      }
    }
  }

  /**
   * The observed cells of a dense array; NaN marks those that are missing.
   *
   * @param values row major, as many as the product of dims
   */
  public static SparseTensor ofDense(int[] dims, double[] values) {
    long size = Arrays.stream(dims).asLongStream().reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "values: %d for dims %s".formatted(values.length, Arrays.toString(dims)));
    }
    int cells = (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    int[][] indexes = new int[dims.length][cells];
    double[] observed = new double[cells];
    int cell = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        int rest = i;
        for (int k = dims.length - 1; k >= 0; k--) {
          indexes[k][cell] = rest % dims[k];
          rest /= dims[k];
        }
        observed[cell++] = values[i];
      }
    }
    return of(dims, indexes, observed);
  }

  /** The number of modes K. */
  public int order() {
    return dims.length;
  }

  /** Extents of the modes. */
  public int[] dims() {
    return dims.clone();
  }

  /** The extent of one mode. */
  public int dim(int mode) {
    return dims[mode];
  }

  /** The number of cells. */
  public int nnz() {
    return values.length;
  }

  /** An index of a cell. */
  public int index(int mode, int cell) {
    return indexes[mode][cell];
  }

  /** The indexes of one mode, one a cell: the live array, not to be changed. */
  public int[] indexes(int mode) {
    return indexes[mode];
  }

  /** The value of a cell. */
  public double value(int cell) {
    return values[cell];
  }

  /** All values: the live array, not to be changed. */
  public double[] values() {
    return values;
  }

  /** The position of a cell, {@code [K]}. */
  public int[] position(int cell) {
    int[] position = new int[dims.length];
    Arrays.setAll(position, k -> indexes[k][cell]);
    return position;
  }

  /** The mean of the values; NaN without cells. */
  public double mean() {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Some cells, in the given order; a cell may be named more than once. */
  public SparseTensor select(int[] cells) {
    int[][] chosen = new int[dims.length][cells.length];
    double[] chosenValues = new double[cells.length];
    for (int c = 0; c < cells.length; c++) {
      for (int k = 0; k < dims.length; k++) {
        chosen[k][c] = indexes[k][cells[c]];
      }
      chosenValues[c] = values[cells[c]];
    }
    return new SparseTensor(dims, chosen, chosenValues);
  }

  /** The same positions with other values, one a cell. */
  public SparseTensor withValues(double[] others) {
    return of(dims, indexes, others.clone());
  }

  /** The same cells in a tensor of other extents, large enough for every index. */
  public SparseTensor withDims(int[] others) {
    return of(others, indexes, values);
  }

  /**
   * These cells, then those of another tensor of the same extents.
   *
   * @throws IllegalArgumentException when the extents differ
   */
  public SparseTensor concat(SparseTensor other) {
    if (!Arrays.equals(dims, other.dims)) {
      throw new IllegalArgumentException(
          "dims %s and %s differ".formatted(Arrays.toString(dims), Arrays.toString(other.dims)));
    }
    int n = nnz();
    int[][] all = new int[dims.length][];
    for (int k = 0; k < dims.length; k++) {
      all[k] = Arrays.copyOf(indexes[k], n + other.nnz());
      System.arraycopy(other.indexes[k], 0, all[k], n, other.nnz());
    }
    double[] allValues = Arrays.copyOf(values, n + other.nnz());
    System.arraycopy(other.values, 0, allValues, n, other.nnz());
    return new SparseTensor(dims, all, allValues);
  }

  /**
   * Puts {@code floor(test·n)} random cells aside for testing and {@code floor(validation·rest)} of
   * the rest for validation.
   *
   * @param test share of all cells, in [0, 1)
   * @param validation share of the rest, in [0, 1)
   */
  public Split split(double test, double validation, long seed) {
    if (!(test >= 0 && test < 1) || !(validation >= 0 && validation < 1)) {
      throw new IllegalArgumentException(
          "test, validation: " + test + ", " + validation + " are not both in [0, 1)");
    }
    int[] order = Splits.permutation(nnz(), new SplittableRandom(seed));
    int tests = (int) (nnz() * test);
    int validations = (int) ((nnz() - tests) * validation);
    return new Split(
        select(Arrays.copyOfRange(order, tests + validations, nnz())),
        select(Arrays.copyOfRange(order, tests, tests + validations)),
        select(Arrays.copyOfRange(order, 0, tests)));
  }

  /**
   * One cell a position, in the order of first appearance.
   *
   * @throws IllegalArgumentException naming the first pair at one position, when they are refused
   */
  public SparseTensor merge(Duplicates duplicates) {
    CellIndex seen = new CellIndex(this);
    int[] first = new int[nnz()];
    int[] count = new int[nnz()];
    double[] merged = new double[nnz()];
    int distinct = 0;
    for (int c = 0; c < nnz(); c++) {
      int at = seen.firstAt(c);
      if (at == c) {
        first[distinct++] = c;
      } else if (duplicates == Duplicates.ERROR) {
        throw new IllegalArgumentException(
            "cells %d and %d are both at %s".formatted(at, c, Arrays.toString(position(c))));
      }
      count[at]++;
      merged[at] = duplicates == Duplicates.MEAN ? merged[at] + values[c] : values[c];
    }
    if (distinct == nnz()) {
      return this;
    }
    for (int c = 0; c < distinct && duplicates == Duplicates.MEAN; c++) {
      merged[first[c]] /= count[first[c]];
    }
    int[] kept = Arrays.copyOf(first, distinct);
    double[] keptValues = Arrays.stream(kept).mapToDouble(c -> merged[c]).toArray();
    SparseTensor positions = select(kept);
    return new SparseTensor(dims, positions.indexes, keptValues);
  }

  @Override
  public String toString() {
    return "SparseTensor[dims " + Arrays.toString(dims) + ", " + nnz() + " cells]";
  }
}
