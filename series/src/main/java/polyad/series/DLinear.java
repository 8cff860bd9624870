package polyad.series;

import polyad.nn.Init;
import polyad.nn.Linear;
import polyad.nn.Parameter;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * DLinear (Zeng et al., 2023): a moving average takes the trend off, and one linear map each,
 * {@code Linear_Seasonal} and {@code Linear_Trend}, continues both parts.
 */
public final class DLinear extends ForecastNetwork {
  private final int movingAvg;
  private final Linear seasonal;
  private final Linear trend;

  /**
   * From T steps to τ; weights start at 1/T.
   *
   * @param movingAvg steps that the moving average covers, odd
   */
  public DLinear(int context, int horizon, int movingAvg, Generator rng) {
    super(context, horizon);
    if (movingAvg < 1 || movingAvg % 2 == 0) {
      throw new IllegalArgumentException("movingAvg is " + movingAvg + ", allowed: odd, 1 or more");
    }
    this.movingAvg = movingAvg;
    seasonal = addChild("Linear_Seasonal", averaging(context, horizon, rng));
    trend = addChild("Linear_Trend", averaging(context, horizon, rng));
  }

  private static Linear averaging(int context, int horizon, Generator rng) {
    return new Linear(
        new Parameter(Tensor.full(1.0 / context, DType.F32, horizon, context)),
        new Parameter(Init.uniform(rng, 1 / Math.sqrt(context), horizon)));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor series = x.transpose(1, 2); // [B, N, T]
    int half = movingAvg / 2;
    Tensor padded = series.pad(new long[] {half, half}, "replicate", 0);
    Tensor average =
        Functional.avgPool(padded, new long[] {movingAvg}, new long[] {1}, new long[] {0}, true);
    return seasonal.forward(series.sub(average)).add(trend.forward(average)).transpose(1, 2);
  }

  @Override
  public long multiplyAdds(long variates) {
    return 2 * variates * context() * horizon();
  }
}
