package polyad.vision.align;

import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * Pictures and their texts; row i of both belongs together.
 *
 * @param pixels F32 [N, channels, H, W]
 * @param tokens of N texts
 */
record PairData(Tensor pixels, PaddedTokens tokens) {
  PairData {
    if (pixels.size(0) != tokens.size()) {
      throw new IllegalArgumentException(
          pixels.size(0) + " pictures and " + tokens.size() + " texts, allowed: as many");
    }
  }

  /** These pairs. */
  PairData rows(int[] indices) {
    Tensor index = Tensor.of(indices, indices.length).to(DType.I64);
    return new PairData(pixels.indexSelect(0, index), tokens.rows(index));
  }

  int size() {
    return Math.toIntExact(tokens.size());
  }
}
