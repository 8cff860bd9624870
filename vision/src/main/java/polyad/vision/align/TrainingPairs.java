package polyad.vision.align;

import java.util.List;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.vision.ImagePreprocessing;

/**
 * Pairs in memory, pictures as bytes; floats are made a batch at a time.
 *
 * @param pictures {@code [N][3 * H * W]}
 * @param tokens of N texts
 */
record TrainingPairs(List<byte[]> pictures, PaddedTokens tokens, ImagePreprocessing preprocessing) {
  TrainingPairs {
    if (pictures.size() != tokens.size()) {
      throw new IllegalArgumentException(
          pictures.size() + " pictures and " + tokens.size() + " texts, allowed: as many");
    }
    pictures = List.copyOf(pictures);
  }

  int size() {
    return pictures.size();
  }

  /** The texts of a batch. */
  PaddedTokens tokens(int[] batch) {
    return tokens.rows(Tensor.of(batch, batch.length).to(DType.I64));
  }

  /**
   * The pictures of a batch, F32 [B, 3, H, W].
   *
   * @param shift the most pixels by which one is moved, its edge repeated
   * @param flip whether one in two is mirrored
   */
  Tensor pixels(int[] batch, int shift, boolean flip, Generator rng) {
    int size = preprocessing.size();
    byte[] all = new byte[Math.multiplyExact(batch.length, size)];
    boolean changes = shift > 0 || flip;
    long[] moves =
        changes
            ? Tensor.randint(rng, 0, 2L * shift + 1, batch.length, 2).toLongArray()
            : new long[2 * batch.length];
    long[] mirrors =
        flip ? Tensor.randint(rng, 0, 2, batch.length).toLongArray() : new long[batch.length];
    for (int i = 0; i < batch.length; i++) {
      byte[] picture = pictures.get(batch[i]);
      if (changes) {
        int down = (int) moves[2 * i] - shift;
        int right = (int) moves[2 * i + 1] - shift;
        move(picture, all, i * size, down, right, mirrors[i] == 1);
      } else {
        System.arraycopy(picture, 0, all, i * size, size);
      }
    }
    int height = preprocessing.outputHeight();
    int width = preprocessing.outputWidth();
    return preprocessing.pixels(Tensor.ofBytes(all, batch.length, 3, height, width));
  }

  private void move(byte[] from, byte[] to, int at, int down, int right, boolean mirrored) {
    int height = preprocessing.outputHeight();
    int width = preprocessing.outputWidth();
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        int row = (c * height + Math.clamp((long) y - down, 0, height - 1)) * width;
        for (int x = 0; x < width; x++) {
          int column = Math.clamp((long) x - right, 0, width - 1);
          to[at + (c * height + y) * width + x] =
              from[row + (mirrored ? width - 1 - column : column)];
        }
      }
    }
  }
}
