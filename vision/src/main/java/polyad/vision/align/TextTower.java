package polyad.vision.align;

import org.jspecify.annotations.Nullable;
import polyad.nn.Module;
import polyad.tensor.Tensor;

/** Token sequences to vectors. */
public abstract class TextTower extends Module {
  /** For subclasses. */
  protected TextTower() {}

  /**
   * Vectors before they are normalised.
   *
   * @param ids tokens, [CLS] first, I64 [B, L]
   * @param mask 1 for tokens and 0 for padding, [B, L]; null when there is no padding
   * @return [B, D]
   */
  public abstract Tensor forward(Tensor ids, @Nullable Tensor mask);
}
