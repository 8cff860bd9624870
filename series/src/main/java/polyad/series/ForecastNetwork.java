package polyad.series;

import polyad.catalog.ConfigChecks;
import polyad.nn.Layer;
import polyad.tensor.Tensor;

/** A network that continues windows of a multivariate series. */
public abstract class ForecastNetwork extends Layer {
  private final int context;
  private final int horizon;

  /**
   * For subclasses.
   *
   * @param context steps it reads, T, at least 1
   * @param horizon steps it predicts, τ, at least 1
   */
  protected ForecastNetwork(int context, int horizon) {
    this.context = ConfigChecks.atLeast("seqLen", context, 1);
    this.horizon = ConfigChecks.atLeast("predLen", horizon, 1);
  }

  /** Steps it reads, T. */
  public final int context() {
    return context;
  }

  /** Steps it predicts, τ. */
  public final int horizon() {
    return horizon;
  }

  /** [B, T, N] to [B, τ, N]. */
  @Override
  public abstract Tensor forward(Tensor x);

  /**
   * Multiply-adds of one window's forward pass, matrix products only.
   *
   * @param variates N, at least 1
   */
  public abstract long multiplyAdds(long variates);
}
