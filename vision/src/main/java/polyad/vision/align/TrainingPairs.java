package polyad.vision.align;

import java.util.List;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.vision.ImagePreprocessing;

/**
 * Pairs in memory, pictures as bytes; floats are made a batch at a time.
 *
 * @param pictures {@code [N][3 * H * W]}
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
  public Tensor pixels(int[] rows) {
    int size = preprocessing.size();
    byte[] all = new byte[Math.multiplyExact(rows.length, size)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(pictures.get(rows[i]), 0, all, i * size, size);
    }
    int height = preprocessing.outputHeight();
    int width = preprocessing.outputWidth();
    return preprocessing.pixels(Tensor.ofBytes(all, rows.length, 3, height, width));
  }
}
