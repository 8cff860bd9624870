package polyad.vision.align;

import java.util.List;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.vision.ImagePreprocessing;

/**
 * Pairs in memory, pictures as bytes; floats are made a batch at a time.
 *
 * @param pictures scaled but not cut, {@code [N][3 * H * W]}
 * @param tokens of N texts
 */
record TrainingPairs(List<byte[]> pictures, PaddedTokens tokens, ImagePreprocessing preprocessing)
    implements PairTrainer.Batches {
  TrainingPairs {
    if (pictures.size() != tokens.size()) {
      throw new IllegalArgumentException(
          pictures.size() + " pictures and " + tokens.size() + " texts, allowed: as many");
    }
    pictures = List.copyOf(pictures);
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public PaddedTokens tokens(int[] rows) {
    return tokens.rows(Tensor.of(rows, rows.length).to(DType.I64));
  }

  @Override
  public Tensor pixels(int[] rows, Generator rng) {
    int height = preprocessing.outputHeight();
    int width = preprocessing.outputWidth();
    ImagePreprocessing whole = preprocessing.uncut();
    long[] tops = draw(rows.length, whole.outputHeight() - height, rng);
    long[] lefts = draw(rows.length, whole.outputWidth() - width, rng);
    int size = preprocessing.size();
    byte[] all = new byte[Math.multiplyExact(rows.length, size)];
    for (int i = 0; i < rows.length; i++) {
      cut(pictures.get(rows[i]), whole, all, i * size, (int) tops[i], (int) lefts[i]);
    }
    return preprocessing.pixels(Tensor.ofBytes(all, rows.length, 3, height, width));
  }

  /** Whole numbers from 0 to a margin; nothing is drawn where there is no choice. */
  private static long[] draw(int count, int margin, Generator rng) {
    return margin == 0 ? new long[count] : Tensor.randint(rng, 0, margin + 1L, count).toLongArray();
  }

  private void cut(byte[] from, ImagePreprocessing whole, byte[] to, int at, int top, int left) {
    int height = preprocessing.outputHeight();
    int width = preprocessing.outputWidth();
    int columns = whole.outputWidth();
    int place = at;
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        int row = (c * whole.outputHeight() + y + top) * columns + left;
        System.arraycopy(from, row, to, place, width);
        place += width;
      }
    }
  }
}
