package polyad.series;

import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** One linear map from the window to the forecast, the same for all variates: {@code linear}. */
public final class RLinear extends ForecastNetwork {
  private final Linear linear;

  /** From T steps to τ. */
  public RLinear(int context, int horizon, Generator rng) {
    super(context, horizon);
    linear = addChild("linear", new Linear(context, horizon, rng));
  }

  @Override
  public Tensor forward(Tensor x) {
    return linear.forward(x.transpose(1, 2)).transpose(1, 2);
  }

  @Override
  public long multiplyAdds(long variates) {
    return variates * context() * horizon();
  }
}
