package polyad.vision.align;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * The normalised softmax loss of both directions (section 4.2, equations 1 and 2).
 *
 * @param labelSmoothing share of the target spread over all texts of the batch, 0 to 1
 * @param reduction how the two directions are joined
 */
public record AlignLoss(
    @Describe("label smoothing; 0 to 1") double labelSmoothing,
    @Describe("both directions: sum or mean") Reduction reduction) {
  /** Of the two directions. */
  public enum Reduction {
    /** Their sum, as in coyo-align. */
    SUM,
    /** Half of it, as in Hugging Face's port. */
    MEAN
  }

  /** Smoothing 0.1 and the sum. */
  public static final AlignLoss DEFAULT = new AlignLoss(0.1, Reduction.SUM);

  /** Checks the smoothing. */
  public AlignLoss {
    ConfigChecks.between("labelSmoothing", labelSmoothing, 0, 1);
  }

  /**
   * What a batch gives.
   *
   * @param logits of pictures by texts, [N, N]
   * @param imageToText mean over pictures, a number
   * @param textToImage mean over texts, a number
   * @param total the loss, a number
   */
  public record Value(Tensor logits, Tensor imageToText, Tensor textToImage, Tensor total) {}

  /**
   * The loss of a batch of pairs; row i of both belongs together.
   *
   * @param images vectors of any length, [N, D]
   * @param texts vectors of any length, [N, D]
   * @param temperature σ, by which cosines are divided, one number
   */
  public Value of(Tensor images, Tensor texts, Tensor temperature) {
    Tensor u = unit(images); // [N, D]
    Tensor v = unit(texts); // [N, D]
    Tensor logits = u.matmul(v.mT()).div(temperature); // [N, N]
    Tensor own = Tensor.arange(images.size(0)); // [N]
    Tensor rows = crossEntropy(logits, own);
    Tensor columns = crossEntropy(logits.mT(), own);
    Tensor sum = rows.add(columns);
    return new Value(logits, rows, columns, reduction == Reduction.SUM ? sum : sum.mul(0.5));
  }

  private Tensor crossEntropy(Tensor logits, Tensor own) {
    return Functional.crossEntropy(logits, own, labelSmoothing, Functional.Reduction.MEAN);
  }

  /** Rows of length 1. */
  static Tensor unit(Tensor x) {
    return Functional.normalize(x, -1, 1e-12);
  }
}
