package polyad.completion;

import java.util.Arrays;
import polyad.catalog.ConfigChecks;
import polyad.data.SparseTensor;

/**
 * The main-effects model ŷ = μ + Σ_k b^k_{i_k}: the mean and one effect an entity, by backfitting
 * with ridge: b^k_j is the sum of the residuals of j's cells over their number plus ridge.
 *
 * @param ridge λ, 0 or more; entities without cells have effect 0
 * @param sweeps rounds over the modes; 0 leaves the mean alone
 */
public record ModeEffects(double ridge, int sweeps) implements TensorCompleter {
  /** Ridge 1, twenty sweeps. */
  public static final ModeEffects DEFAULT = new ModeEffects(1, 20);

  /** The mean of the observed values everywhere. */
  public static final ModeEffects MEAN = new ModeEffects(0, 0);

  /** Checks the numbers. */
  public ModeEffects {
    ConfigChecks.atLeast("ridge", ridge, 0);
    ConfigChecks.atLeast("sweeps", sweeps, 0);
  }

  /** A fitted model: mean and effects {@code [K][n_k]}. */
  public record Fitted(double mean, double[][] effects) implements CellModel {
    @Override
    public long[] shape() {
      return Arrays.stream(effects).mapToLong(e -> e.length).toArray();
    }

    @Override
    public double predict(int[] position) {
      double y = mean;
      for (int k = 0; k < effects.length; k++) {
        y += effects[k][position[k]];
      }
      return y;
    }
  }

  @Override
  public Fitted fit(SparseTensor observed, long seed) {
    return fit(observed);
  }

  /** Fits; nothing is drawn. */
  public Fitted fit(SparseTensor observed) {
    if (observed.nnz() == 0) {
      throw new IllegalArgumentException("observed: no cell to fit to");
    }
    double mean = observed.mean();
    double[][] effects = new double[observed.order()][];
    Arrays.setAll(effects, k -> new double[observed.dim(k)]);
    double[] residual = new double[observed.nnz()];
    Arrays.setAll(residual, c -> observed.value(c) - mean);
    for (int sweep = 0; sweep < sweeps; sweep++) {
      for (int k = 0; k < effects.length; k++) {
        update(observed.indexes(k), effects[k], residual);
      }
    }
    return new Fitted(mean, effects);
  }

  private void update(int[] indexes, double[] effect, double[] residual) {
    double[] sum = new double[effect.length];
    int[] count = new int[effect.length];
    for (int c = 0; c < residual.length; c++) {
      residual[c] += effect[indexes[c]];
      sum[indexes[c]] += residual[c];
      count[indexes[c]]++;
    }
    for (int j = 0; j < effect.length; j++) {
      effect[j] = count[j] == 0 ? 0 : sum[j] / (count[j] + ridge);
    }
    for (int c = 0; c < residual.length; c++) {
      residual[c] -= effect[indexes[c]];
    }
  }
}
