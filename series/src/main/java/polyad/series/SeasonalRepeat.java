package polyad.series;

import polyad.tensor.Tensor;

/** Repeats the last season. */
public final class SeasonalRepeat extends ForecastNetwork {
  private final int period;

  /**
   * From T steps to τ.
   *
   * @param period steps of a season, 1 to T
   */
  public SeasonalRepeat(int context, int horizon, int period) {
    super(context, horizon);
    if (period < 1 || period > context) {
      throw new IllegalArgumentException("period is " + period + ", allowed: 1 to " + context);
    }
    this.period = period;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor season = x.narrow(1, context() - period, period);
    long times = Math.ceilDiv(horizon(), period);
    return season.repeat(1, times, 1).narrow(1, 0, horizon());
  }

  @Override
  public long multiplyAdds(long variates) {
    return 0;
  }
}
