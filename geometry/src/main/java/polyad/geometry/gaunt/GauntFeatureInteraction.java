package polyad.geometry.gaunt;

import polyad.geometry.GauntTensorProduct;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Equivariant feature interaction (class 1): z_{c,l₃} = w_out[c,l₃]·Gaunt(w₁[c,l₁]x, w₂[c,l₂]y),
 * the weight of a path factorised over its degrees.
 *
 * <p>{@code weight1}, {@code weight2}, {@code weight_out} [channels, L+1], 1 + 0.1·N(0, 1).
 */
public final class GauntFeatureInteraction extends Module {
  private final GauntTensorProduct product;
  private final WeightSlot weight1;
  private final WeightSlot weight2;
  private final WeightSlot weightOut;
  private final PerDegree degrees1;
  private final PerDegree degrees2;
  private final PerDegree degreesOut;

  /**
   * @param channels 1 or more
   * @param product the multiplication, with its degrees
   */
  public GauntFeatureInteraction(int channels, GauntTensorProduct product, Generator rng) {
    if (channels < 1) {
      throw new IllegalArgumentException("channels is " + channels + ", allowed: 1 or more");
    }
    this.product = product;
    int l1 = product.irrepsIn1().lmax();
    int l2 = product.irrepsIn2().lmax();
    int lo = product.irrepsOut().lmax();
    weight1 = addParameter("weight1", initial(channels, l1, rng));
    weight2 = addParameter("weight2", initial(channels, l2, rng));
    weightOut = addParameter("weight_out", initial(channels, lo, rng));
    degrees1 = new PerDegree(l1);
    degrees2 = new PerDegree(l2);
    degreesOut = new PerDegree(lo);
  }

  private static Tensor initial(int channels, int lmax, Generator rng) {
    return Tensor.randn(rng, channels, lmax + 1L).mul(0.1).add(1);
  }

  /**
   * The interaction.
   *
   * @param x [..., C, (L1+1)²]
   * @param y [..., C, (L2+1)²]
   * @return [..., C, (Lo+1)²]
   * @throws IllegalArgumentException when the channels differ
   */
  public Tensor forward(Tensor x, Tensor y) {
    long channels = weight1.value().size(0);
    if (x.size(-2) != channels || y.size(-2) != channels) {
      throw new IllegalArgumentException(
          "channels are %d and %d, allowed: %d".formatted(x.size(-2), y.size(-2), channels));
    }
    Tensor a = x.mul(degrees1.expand(weight1.value()));
    Tensor b = y.mul(degrees2.expand(weight2.value()));
    return product.forward(a, b).mul(degreesOut.expand(weightOut.value()));
  }
}
