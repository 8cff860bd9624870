package polyad.vision.align;

import polyad.catalog.ConfigChecks;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Random changes of training pictures, each picture on its own.
 *
 * @param shift pixels by which a picture moves at most, up, down, left and right; its edge is
 *     repeated where it leaves a gap
 * @param flip whether every other picture is mirrored; wrong where captions tell left from right
 */
public record Augmentation(int shift, boolean flip) {
  /** Checks the shift. */
  public Augmentation {
    ConfigChecks.atLeast("shift", shift, 0);
  }

  /**
   * Changed pictures; the same tensor when nothing is to be changed.
   *
   * @param pixels [B, C, H, W]; the shift is below H and W
   * @param rng is not drawn from when nothing is to be changed
   */
  public Tensor apply(Tensor pixels, Generator rng) {
    Tensor moved = shift == 0 ? pixels : moved(pixels, rng);
    return flip ? mirrored(moved, rng) : moved;
  }

  private Tensor moved(Tensor pixels, Generator rng) {
    long count = pixels.size(0);
    long channels = pixels.size(1);
    long height = pixels.size(2);
    long width = pixels.size(3);
    long[] amounts = {shift, shift, shift, shift};
    Tensor wide = pixels.pad(amounts, "replicate", 0); // [B, C, H + 2s, W + 2s]
    Tensor rows = offsets(rng, count, height).reshape(count, 1, height, 1);
    Tensor columns = offsets(rng, count, width).reshape(count, 1, 1, width);
    return wide.gather(2, rows.expand(count, channels, height, width + 2L * shift).contiguous())
        .gather(3, columns.expand(count, channels, height, width).contiguous());
  }

  /** For each picture the places from 0 to 2·shift on, I64 [B, size]. */
  private Tensor offsets(Generator rng, long count, long size) {
    Tensor start = Tensor.randint(rng, 0, 2L * shift + 1, count, 1);
    return start.add(Tensor.arange(size));
  }

  private static Tensor mirrored(Tensor pixels, Generator rng) {
    Tensor chosen = Tensor.rand(rng, DType.F32, pixels.size(0), 1, 1, 1).lt(0.5);
    return pixels.flip(3).where(chosen, pixels);
  }
}
