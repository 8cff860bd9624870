package polyad.vision.align;

import polyad.tensor.Tensor;

/** A picture plus or minus words, as one query (section 6.4 of the paper). */
public final class ComposedQuery {
  private ComposedQuery() {}

  /**
   * norm(u + scale·sign·v), both normalised first.
   *
   * @param images [N, D]
   * @param texts [N, D]
   * @param signs 1 to add a text and −1 to take it away, [N]
   * @param scale weight of the text; 2 worked best in the paper
   * @return unit queries, [N, D]
   */
  public static Tensor of(Tensor images, Tensor texts, Tensor signs, double scale) {
    Tensor words = AlignLoss.unit(texts).mul(signs.to(texts.dtype()).unsqueeze(-1)).mul(scale);
    return AlignLoss.unit(AlignLoss.unit(images).add(words));
  }

  /** A picture with words added and others taken away, each [N, D]. */
  public static Tensor of(
      Tensor images, Tensor plus, Tensor minus, double plusScale, double minusScale) {
    Tensor change = AlignLoss.unit(plus).mul(plusScale).sub(AlignLoss.unit(minus).mul(minusScale));
    return AlignLoss.unit(AlignLoss.unit(images).add(change));
  }

  /** Cosines with a gallery: [N, D] and [M, D] to [N, M]. */
  public static Tensor score(Tensor queries, Tensor gallery) {
    return queries.matmul(AlignLoss.unit(gallery).mT());
  }
}
