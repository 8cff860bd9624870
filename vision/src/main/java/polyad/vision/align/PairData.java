package polyad.vision.align;

import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * Pictures and their texts; row i of both belongs together.
 *
 * @param pixels F32 [N, channels, H, W]
 * @param tokens of N texts
 */
public record PairData(Tensor pixels, PaddedTokens tokens) {
  /** Checks that there are as many of both. */
  public PairData {
    if (pixels.size(0) != tokens.size()) {
      throw new IllegalArgumentException(
          pixels.size(0) + " pictures and " + tokens.size() + " texts, allowed: as many");
    }
  }

  /** These pairs. */
  public PairData rows(int[] indices) {
    Tensor index = Tensor.of(indices, indices.length).to(DType.I64);
    return new PairData(pixels.indexSelect(0, index), tokens.rows(index));
  }

  /** How many pairs. */
  public int size() {
    return Math.toIntExact(tokens.size());
  }
}
