package polyad.completion;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.ConfigChecks;
import polyad.data.SparseTensor;

/**
 * Tucker decomposition ŷ = μ + Σ G_{r_1...r_K} Π_k U^k_{i_k r_k} of the observed cells by
 * alternating ridge least squares: rows of each factor as in {@link CpAls}, with z the core
 * contracted with the other modes' rows, then the core on the row-major Kronecker product of the
 * rows over all cells. Rows without cells keep their value.
 *
 * @param ranks one a mode, at least 1; the core has their product of entries, at most 4096
 * @param ridge λ, 0 or more
 * @param sweeps rounds over modes and core, at least 1
 */
public record TuckerAls(int[] ranks, double ridge, int sweeps) implements TensorCompleter {
  private static final int LARGEST_CORE = 4096;

  /** Checks the numbers. */
  public TuckerAls {
    ranks = ranks.clone();
    for (int rank : ranks) {
      ConfigChecks.atLeast("ranks", rank, 1);
    }
    if (Arrays.stream(ranks).asLongStream().reduce(1, (a, b) -> a * b) > LARGEST_CORE) {
      throw new IllegalArgumentException(
          "ranks is %s, allowed: a product of %d or less"
              .formatted(Arrays.toString(ranks), LARGEST_CORE));
    }
    ConfigChecks.atLeast("ridge", ridge, 0);
    ConfigChecks.atLeast("sweeps", sweeps, 1);
  }

  /** One rank for each of K modes. */
  public static TuckerAls of(int order, int rank, double ridge, int sweeps) {
    return new TuckerAls(IntStream.generate(() -> rank).limit(order).toArray(), ridge, sweeps);
  }

  /**
   * A fitted decomposition: what is added everywhere, factors {@code [K][n_k][R_k]} and the core,
   * row major.
   */
  public record Fitted(double mean, double[][][] factors, double[] core) implements CellModel {
    @Override
    public long[] shape() {
      return Arrays.stream(factors).mapToLong(f -> f.length).toArray();
    }

    @Override
    public double predict(int[] position) {
      double[] part = core;
      for (int k = factors.length - 1; k >= 0; k--) {
        part = contractLast(part, factors[k][position[k]]);
      }
      return mean + part[0];
    }
  }

  /** Fits to the values less their mean, from normal factors and core. */
  @Override
  public Fitted fit(SparseTensor observed, long seed) {
    if (ranks.length != observed.order()) {
      throw new IllegalArgumentException(
          "ranks: %d for order %d".formatted(ranks.length, observed.order()));
    }
    double mean = observed.mean();
    var random = new SplittableRandom(seed);
    double[][][] factors = new double[ranks.length][][];
    for (int k = 0; k < ranks.length; k++) {
      factors[k] = Factors.normal(observed.dim(k), ranks[k], Math.pow(ranks[k], -0.5), random);
    }
    int size = Arrays.stream(ranks).reduce(1, (a, b) -> a * b);
    double[] core = Factors.normal(1, size, 1, random)[0];
    sweep(Factors.centred(observed, mean), factors, core);
    return new Fitted(mean, factors, core);
  }

  /** Sweeps from given factors {@code [K][n_k][R_k]} and core (row major), which are changed. */
  public void sweep(SparseTensor observed, double[][][] factors, double[] core) {
    RowGroups[] groups = new RowGroups[factors.length];
    Arrays.setAll(groups, k -> new RowGroups(observed, k));
    for (int s = 0; s < sweeps; s++) {
      for (int k = 0; k < factors.length; k++) {
        updateRows(observed, factors, core, k, groups[k]);
      }
      updateCore(observed, factors, core);
    }
  }

  private void updateRows(
      SparseTensor observed, double[][][] factors, double[] core, int mode, RowGroups groups) {
    RidgeSystem system = new RidgeSystem(ranks[mode], ridge);
    for (int j = 0; j < factors[mode].length; j++) {
      if (groups.count(j) == 0) {
        continue;
      }
      system.clear();
      for (int at = groups.start(j); at < groups.end(j); at++) {
        int cell = groups.cell(at);
        double[] part = core;
        for (int k = factors.length - 1; k > mode; k--) {
          part = contractLast(part, factors[k][observed.index(k, cell)]);
        }
        for (int k = 0; k < mode; k++) {
          part = contractFirst(part, factors[k][observed.index(k, cell)]);
        }
        system.add(part, observed.value(cell)); // [R_mode]
      }
      system.solve(factors[mode][j]);
    }
  }

  private void updateCore(SparseTensor observed, double[][][] factors, double[] core) {
    RidgeSystem system = new RidgeSystem(core.length, ridge);
    for (int cell = 0; cell < observed.nnz(); cell++) {
      double[] kronecker = {1};
      for (int k = 0; k < factors.length; k++) {
        kronecker = kron(kronecker, factors[k][observed.index(k, cell)]);
      }
      system.add(kronecker, observed.value(cell));
    }
    system.solve(core);
  }

  /** [..., R] times [R] over the last dimension. */
  private static double[] contractLast(double[] tensor, double[] row) {
    double[] result = new double[tensor.length / row.length];
    for (int i = 0; i < result.length; i++) {
      double sum = 0;
      for (int r = 0; r < row.length; r++) {
        sum += tensor[i * row.length + r] * row[r];
      }
      result[i] = sum;
    }
    return result;
  }

  /** [R] times [R, ...] over the first dimension. */
  private static double[] contractFirst(double[] tensor, double[] row) {
    int size = tensor.length / row.length;
    double[] result = new double[size];
    for (int r = 0; r < row.length; r++) {
      for (int i = 0; i < size; i++) {
        result[i] += row[r] * tensor[r * size + i];
      }
    }
    return result;
  }

  private static double[] kron(double[] a, double[] b) {
    double[] result = new double[a.length * b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        result[i * b.length + j] = a[i] * b[j];
      }
    }
    return result;
  }
}
