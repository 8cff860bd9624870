package polyad.vision.align;

import java.util.List;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.vision.ImagePreprocessing;

/**
 * Pairs in memory, pictures as bytes; floats are made a batch at a time.
 *
 * @param pictures scaled but not cut, {@code [N][3 * rows * columns]}
 * @param tokens of N texts
 * @param preprocessing what the towers take; it cuts the pictures
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
   * The pictures of a batch, F32 [B, 3, H, W]. Where they are larger than the towers take them,
   * each is cut somewhere.
   *
   * @param shift the most pixels by which one is moved besides, its edge repeated
   * @param flip whether one in two is mirrored
   */
  Tensor pixels(int[] batch, int shift, boolean flip, Generator rng) {
    int height = preprocessing.outputHeight();
    int width = preprocessing.outputWidth();
    ImagePreprocessing whole = preprocessing.uncut();
    long[] tops = draw(batch.length, whole.outputHeight() - height, shift, rng);
    long[] lefts = draw(batch.length, whole.outputWidth() - width, shift, rng);
    long[] mirrored = flip ? draw(batch.length, 1, 0, rng) : new long[batch.length];
    int size = preprocessing.size();
    byte[] all = new byte[Math.multiplyExact(batch.length, size)];
    for (int i = 0; i < batch.length; i++) {
      byte[] picture = pictures.get(batch[i]);
      cut(picture, whole, all, i * size, (int) tops[i], (int) lefts[i], mirrored[i] == 1);
    }
    return preprocessing.pixels(Tensor.ofBytes(all, batch.length, 3, height, width));
  }

  /** Whole numbers from −shift to margin + shift; nothing is drawn where there is no choice. */
  private static long[] draw(int count, int margin, int shift, Generator rng) {
    return margin + shift == 0
        ? new long[count]
        : Tensor.randint(rng, -shift, (long) margin + shift + 1, count).toLongArray();
  }

  private void cut(
      byte[] from,
      ImagePreprocessing whole,
      byte[] to,
      int at,
      int top,
      int left,
      boolean mirrored) {
    int height = preprocessing.outputHeight();
    int width = preprocessing.outputWidth();
    int rows = whole.outputHeight();
    int columns = whole.outputWidth();
    int place = at;
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        int row = (c * rows + Math.clamp((long) y + top, 0, rows - 1)) * columns;
        for (int x = 0; x < width; x++) {
          int column = (mirrored ? width - 1 - x : x) + left;
          to[place++] = from[row + Math.clamp((long) column, 0, columns - 1)];
        }
      }
    }
  }
}
