package polyad.geometry.gaunt;

import polyad.geometry.GauntTensorProduct;
import polyad.nn.Init;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Selfmix: two different linear maps of the same features, multiplied, mixed and added back.
 *
 * <p>x + W_out·Gaunt(W₁x, W₂x); each W mixes channels for every degree, {@code linear1}, {@code
 * linear2}, {@code linear_out} [L+1, C, C].
 */
public final class GauntSelfmix extends Module {
  private final GauntTensorProduct product;
  private final PerDegree degrees;
  private final WeightSlot linear1;
  private final WeightSlot linear2;
  private final WeightSlot linearOut;

  /** Of features [..., C, (lmax+1)²]. */
  public GauntSelfmix(int channels, int lmax, Generator rng) {
    product = new GauntTensorProduct(lmax, lmax, lmax);
    degrees = new PerDegree(lmax);
    double std = 1 / Math.sqrt(channels);
    linear1 = addParameter("linear1", Init.normal(rng, std, lmax + 1L, channels, channels));
    linear2 = addParameter("linear2", Init.normal(rng, std, lmax + 1L, channels, channels));
    linearOut = addParameter("linear_out", Init.normal(rng, std, lmax + 1L, channels, channels));
  }

  /** [..., C, (lmax+1)²] to the same. */
  public Tensor forward(Tensor x) {
    return x.add(mix(product.forward(mix(x, linear1), mix(x, linear2)), linearOut));
  }

  /** Σ_c x_cm W[l(m), c, d]. */
  private Tensor mix(Tensor x, WeightSlot weight) {
    Tensor w = degrees.expand(weight.value().permute(1, 2, 0)).permute(2, 0, 1); // [m, C, C]
    Tensor rows = x.reshape(-1, x.size(-2), x.size(-1)).permute(2, 0, 1); // [m, N, C]
    return rows.bmm(w).permute(1, 2, 0).reshape(x.shape());
  }
}
