package polyad.vision.align;

import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Pictures and their texts; row i of both belongs together.
 *
 * @param pixels F32 [N, channels, H, W]
 * @param tokens of N texts
 */
public record PairData(Tensor pixels, PaddedTokens tokens) implements PairTrainer.Batches {
  /** Checks that there are as many of both. */
  public PairData {
    if (pixels.size(0) != tokens.size()) {
      throw new IllegalArgumentException(
          pixels.size(0) + " pictures and " + tokens.size() + " texts, allowed: as many");
    }
  }

  /** These pairs. */
  public PairData rows(int[] indices) {
    return new PairData(pixels.indexSelect(0, index(indices)), tokens(indices));
  }

  @Override
  public Tensor pixels(int[] rows, Generator rng) {
    return pixels.indexSelect(0, index(rows));
  }

  @Override
  public PaddedTokens tokens(int[] rows) {
    return tokens.rows(index(rows));
  }

  private static Tensor index(int[] rows) {
    return Tensor.of(rows, rows.length).to(DType.I64);
  }

  @Override
  public int size() {
    return Math.toIntExact(tokens.size());
  }
}
