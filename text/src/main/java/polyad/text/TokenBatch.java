package polyad.text;

import org.jspecify.annotations.Nullable;
import polyad.tensor.Tensor;

/**
 * Texts of a batch, padded to one length.
 *
 * @param ids [B, L]
 * @param mask 1 for a token and 0 for padding, [B, L]
 * @param padded whether there is any padding
 */
public record TokenBatch(Tensor ids, Tensor mask, boolean padded) {
  /** The mask that attention needs: null when there is no padding. */
  @Nullable Tensor attentionMask() {
    return padded ? mask : null;
  }
}
