package polyad.series;

import polyad.catalog.ConfigChecks;
import polyad.tensor.Tensor;

/** The last step, or the last season, again and again: the forecast that costs nothing. */
public final class RepeatLast extends ForecastNetwork {
  private final int season;

  /** Repeats the last step. */
  public RepeatLast(int context, int horizon) {
    this(context, horizon, 1);
  }

  /**
   * Repeats the last season.
   *
   * @param season steps, 1 to {@code context}
   */
  public RepeatLast(int context, int horizon, int season) {
    super(context, horizon);
    ConfigChecks.between("season", season, 1, context);
    this.season = season;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor last = x.narrow(1, context() - season, season);
    int times = Math.ceilDiv(horizon(), season);
    return last.repeat(1, times, 1).narrow(1, 0, horizon());
  }

  @Override
  public long multiplyAdds(long variates) {
    return 0;
  }
}
