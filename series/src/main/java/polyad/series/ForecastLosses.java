package polyad.series;

import polyad.tensor.Tensor;

/** Training losses of short forecasts, masked by 1 where a target exists; 0/0 counts as 0. */
public final class ForecastLosses {
  private ForecastLosses() {}

  /** 200·mean(mask·|ŷ − y| / (|ŷ| + |y|)); the denominator is not differentiated. */
  public static Tensor smape(Tensor forecast, Tensor target, Tensor mask) {
    Tensor size = forecast.detach().abs().add(target.abs());
    return forecast.sub(target).abs().mul(orZero(mask, size)).mean().mul(200);
  }

  /** mean(mask·|ŷ − y| / |y|). */
  public static Tensor mape(Tensor forecast, Tensor target, Tensor mask) {
    return forecast.sub(target).mul(orZero(mask, target)).abs().mean();
  }

  /**
   * mean(mask·|ŷ − y| / seasonal scale of the series).
   *
   * @param scale [n, 1], as {@link ForecastMetrics#seasonalScale} of each
   */
  public static Tensor mase(Tensor forecast, Tensor target, Tensor mask, Tensor scale) {
    return forecast.sub(target).abs().mul(orZero(mask, scale)).mean();
  }

  private static Tensor orZero(Tensor mask, Tensor denominator) {
    Tensor zero = denominator.eq(0);
    Tensor safe = denominator.maskedFill(zero, 1);
    return mask.div(safe).mul(zero.logicalNot().to(mask.dtype()));
  }
}
