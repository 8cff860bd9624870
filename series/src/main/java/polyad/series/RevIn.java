package polyad.series;

import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Tensor;

/**
 * Reversible instance normalisation (Kim et al., 2022): each variate of each window is brought to
 * mean 0 and variance 1, then scaled by {@code affine_weight} [N] and shifted by {@code
 * affine_bias} [N]; the inverse brings forecasts back. Mean and deviation carry no derivative.
 *
 * <p>Variates come first, [N, B, T], the layout in which {@code OLinear} computes.
 */
public final class RevIn extends Module {
  private static final double EPS = 1e-5;

  private final WeightSlot weight;
  private final WeightSlot bias;

  /**
   * Windows with what was taken from them.
   *
   * @param values [N, B, T]
   * @param mean [N, B, 1]
   * @param sd [N, B, 1]
   */
  public record Normalised(Tensor values, Tensor mean, Tensor sd) {}

  /** For N variates. */
  public RevIn(int variates) {
    weight = addParameter("affine_weight", Tensor.ones(variates));
    bias = addParameter("affine_bias", Tensor.zeros(variates));
  }

  /** Normalises [N, B, T]. */
  public Normalised normalise(Tensor x) {
    Tensor still = x.detach();
    Tensor mean = still.mean(true, 2);
    Tensor sd = still.var(false, true, 2).add(EPS).sqrt();
    Tensor values = x.sub(mean).div(sd).mul(column(weight)).add(column(bias));
    return new Normalised(values, mean, sd);
  }

  /** Brings forecasts [N, B, τ] back into the units of the windows. */
  public Tensor inverse(Tensor y, Normalised windows) {
    Tensor plain = y.sub(column(bias)).div(column(weight).add(EPS * EPS));
    return plain.mul(windows.sd()).add(windows.mean());
  }

  private static Tensor column(WeightSlot slot) {
    return slot.value().view(-1, 1, 1);
  }
}
