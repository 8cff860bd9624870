package polyad.completion;

import java.util.Arrays;
import java.util.SplittableRandom;
import polyad.catalog.ConfigChecks;
import polyad.data.SparseTensor;

/**
 * CP decomposition ŷ = μ + Σ_r Π_k U^k_{i_k r} of the observed cells by alternating ridge least
 * squares: each row of each factor in turn is u = (Σ zzᵀ + λI)⁻¹ Σ zy over its cells, z the product
 * of the other modes' rows. Rows without cells keep their value.
 *
 * @param rank R, at least 1
 * @param ridge λ, 0 or more
 * @param sweeps rounds over the modes, at least 1
 */
public record CpAls(int rank, double ridge, int sweeps) implements TensorCompleter {
  /** Checks the numbers. */
  public CpAls {
    ConfigChecks.atLeast("rank", rank, 1);
    ConfigChecks.atLeast("ridge", ridge, 0);
    ConfigChecks.atLeast("sweeps", sweeps, 1);
  }

  /** A fitted decomposition: what is added everywhere and factors {@code [K][n_k][R]}. */
  public record Fitted(double mean, double[][][] factors) implements CellModel {
    @Override
    public long[] shape() {
      return Arrays.stream(factors).mapToLong(f -> f.length).toArray();
    }

    @Override
    public double predict(int[] position) {
      double[] product = factors[0][position[0]].clone();
      for (int k = 1; k < factors.length; k++) {
        double[] row = factors[k][position[k]];
        for (int r = 0; r < product.length; r++) {
          product[r] *= row[r];
        }
      }
      return mean + Arrays.stream(product).sum();
    }
  }

  /** Fits to the values less their mean, from normal factors of a product's deviation 1/√R. */
  @Override
  public Fitted fit(SparseTensor observed, long seed) {
    double mean = observed.mean();
    var random = new SplittableRandom(seed);
    double deviation = Math.pow(rank, -0.5 / observed.order());
    double[][][] factors = new double[observed.order()][][];
    for (int k = 0; k < factors.length; k++) {
      factors[k] = Factors.normal(observed.dim(k), rank, deviation, random);
    }
    return new Fitted(mean, sweep(Factors.centred(observed, mean), factors));
  }

  /**
   * Sweeps from given factors, which are changed.
   *
   * @param factors {@code [K][n_k][R]}
   * @return the same factors
   */
  public double[][][] sweep(SparseTensor observed, double[][][] factors) {
    RowGroups[] groups = new RowGroups[factors.length];
    Arrays.setAll(groups, k -> new RowGroups(observed, k));
    RidgeSystem system = new RidgeSystem(rank, ridge);
    for (int s = 0; s < sweeps; s++) {
      for (int k = 0; k < factors.length; k++) {
        update(observed, factors, k, groups[k], system);
      }
    }
    return factors;
  }

  private static void update(
      SparseTensor observed, double[][][] factors, int mode, RowGroups groups, RidgeSystem system) {
    double[] z = new double[factors[mode][0].length];
    for (int j = 0; j < factors[mode].length; j++) {
      if (groups.count(j) == 0) {
        continue;
      }
      system.clear();
      for (int at = groups.start(j); at < groups.end(j); at++) {
        int cell = groups.cell(at);
        Arrays.fill(z, 1);
        for (int k = 0; k < factors.length; k++) {
          if (k != mode) {
            double[] row = factors[k][observed.index(k, cell)];
            for (int r = 0; r < z.length; r++) {
              z[r] *= row[r];
            }
          }
        }
        system.add(z, observed.value(cell));
      }
      system.solve(factors[mode][j]);
    }
  }
}
