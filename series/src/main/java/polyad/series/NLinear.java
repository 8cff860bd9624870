package polyad.series;

import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** NLinear (Zeng et al., 2023): a linear map of the window less its last value: {@code Linear}. */
public final class NLinear extends ForecastNetwork {
  private final Linear linear;

  /** From T steps to τ. */
  public NLinear(int context, int horizon, Generator rng) {
    super(context, horizon);
    linear = addChild("Linear", new Linear(context, horizon, rng));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor last = x.narrow(1, context() - 1, 1).detach();
    return linear.forward(x.sub(last).transpose(1, 2)).transpose(1, 2).add(last);
  }

  @Override
  public long multiplyAdds(long variates) {
    return variates * context() * horizon();
  }
}
