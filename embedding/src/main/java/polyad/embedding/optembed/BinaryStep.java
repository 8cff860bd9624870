package polyad.embedding.optembed;

import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * The hard step S(z) = 1 for z above 0, else 0, with the long-tailed surrogate derivative g: 2 −
 * 4|z| for |z| ≤ 0.4, 0.4 for 0.4 &lt; |z| ≤ 1, 0 beyond (section 3.2).
 */
public final class BinaryStep {
  private BinaryStep() {}

  /**
   * The step of every element. Derivatives of any order are those of a smooth curve G with G′ = g,
   * whose value is taken out again: S(z) + (G(z) − G(z)), the second G held fixed.
   */
  public static Tensor apply(Tensor z) {
    DType type = z.dtype();
    Tensor step = z.detach().gt(0).to(type);
    if (!z.requiresGrad()) {
      return step;
    }
    Tensor core = z.clamp(-0.4, 0.4);
    // 1.6c − 2c|c| has the derivative 1.6 − 4|z| within ±0.4; the rest adds 0.4 within ±1.
    Tensor curve = core.mul(core.abs().mul(-2).add(1.6)).add(z.clamp(-1.0, 1.0), 0.4);
    return curve.sub(curve.detach()).add(step);
  }
}
