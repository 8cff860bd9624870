package polyad.vision.align;

import polyad.tensor.Tensor;

/**
 * A classifier made of texts: the prompts of a class are normalised, averaged and normalised again
 * (section 6.2 of the paper, after CLIP).
 */
public final class ZeroShot {
  private final Tensor classifier;

  private ZeroShot(Tensor classifier) {
    this.classifier = classifier;
  }

  /**
   * From prompts of equal number.
   *
   * @param prompts vectors of any length, [C, P, D]
   */
  public static ZeroShot of(Tensor prompts) {
    if (prompts.dim() != 3 || prompts.size(1) < 1) {
      throw new IllegalArgumentException("prompts need the shape [classes, 1 or more, D]");
    }
    return new ZeroShot(AlignLoss.unit(AlignLoss.unit(prompts).mean(1)));
  }

  /** Unit rows, one a class, [C, D]. */
  public Tensor classifier() {
    return classifier;
  }

  /** Cosines with the classes: [N, D] to [N, C]. */
  public Tensor score(Tensor images) {
    return AlignLoss.unit(images).matmul(classifier.mT());
  }

  /** The nearest class, I64 [N]. */
  public Tensor predict(Tensor images) {
    return score(images).argmax(1, false);
  }
}
