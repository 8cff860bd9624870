package polyad.vision.align;

import java.util.Arrays;
import polyad.tensor.Tensor;

/**
 * Recall at k with several captions a picture (Karpathy's protocol): a picture finds when any of
 * its captions is among the first k, a caption when its picture is. Ties go to the lower number.
 */
public final class RetrievalRecall {
  private final int[] imageRanks;
  private final int[] textRanks;

  private RetrievalRecall(int[] imageRanks, int[] textRanks) {
    this.imageRanks = imageRanks;
    this.textRanks = textRanks;
  }

  /**
   * Ranks by cosine.
   *
   * @param images [M, D]
   * @param texts [T, D]
   * @param owner the picture of each text
   */
  public static RetrievalRecall of(Tensor images, Tensor texts, long[] owner) {
    if (owner.length != texts.size(0)) {
      throw new IllegalArgumentException(
          owner.length + " owners for " + texts.size(0) + " texts, allowed: one each");
    }
    int count = Math.toIntExact(images.size(0));
    double[] flat =
        AlignLoss.unit(images).matmul(AlignLoss.unit(texts).mT()).detach().toDoubleArray();
    int[] textRanks = new int[owner.length];
    int[] imageRanks = new int[count];
    Arrays.fill(imageRanks, Integer.MAX_VALUE);
    for (int t = 0; t < owner.length; t++) {
      if (owner[t] < 0 || owner[t] >= count) {
        throw new IllegalArgumentException(
            "owner of text %d is %d, allowed: 0 to %d".formatted(t, owner[t], count - 1));
      }
      int image = (int) owner[t];
      textRanks[t] = rank(flat, t, owner.length, count, image);
      int among = rank(flat, image * owner.length, 1, owner.length, t);
      imageRanks[image] = Math.min(imageRanks[image], among);
    }
    return new RetrievalRecall(imageRanks, textRanks);
  }

  /** How many of {@code count} scores, {@code step} apart, come before the one at {@code place}. */
  private static int rank(double[] scores, int start, int step, int count, int place) {
    double own = scores[start + place * step];
    int before = 0;
    for (int i = 0; i < count; i++) {
      double other = scores[start + i * step];
      if (other > own || (other == own && i < place)) {
        before++;
      }
    }
    return before;
  }

  /** Share of pictures with one of their captions among the first k. */
  public double imageToText(int k) {
    return share(imageRanks, k);
  }

  /** Share of captions with their picture among the first k. */
  public double textToImage(int k) {
    return share(textRanks, k);
  }

  private static double share(int[] ranks, int k) {
    return Arrays.stream(ranks).filter(rank -> rank < k).count() / (double) ranks.length;
  }
}
