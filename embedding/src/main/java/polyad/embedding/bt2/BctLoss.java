package polyad.embedding.bt2;

import polyad.catalog.ConfigChecks;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * Backward-compatible training (Shen, Xiong, Xia and Soatto, CVPR 2020): CE(φ Wᵀ, y) + α CE(φ pᵀ,
 * y), p padded with zeros when the new embedding has more coordinates than the old one.
 *
 * @param alpha of the influence loss, 0 or more
 * @param labelSmoothing of both, 0 to 1
 * @param logitScale factor of both logits; 1 in the paper
 */
public record BctLoss(double alpha, double labelSmoothing, double logitScale) {
  /** α = 10, label smoothing 0.1. */
  public static final BctLoss PAPER = new BctLoss(10, 0.1, 1);

  /** Checks the numbers. */
  public BctLoss {
    ConfigChecks.atLeast("alpha", alpha, 0.0);
    ConfigChecks.between("labelSmoothing", labelSmoothing, 0, 1);
    ConfigChecks.positive("logitScale", logitScale);
  }

  /**
   * The sum and its parts.
   *
   * @param total a single number
   * @param parts before their factors: classification and influence, [2]
   */
  public record Value(Tensor total, Tensor parts) {}

  /**
   * The loss of a batch.
   *
   * @param feature φ [B, d]
   * @param classifier W [classes, d]
   * @param pseudoClassifier p [classes, d_o ≤ d]
   * @param target classes [B], I64
   */
  public Value of(Tensor feature, Tensor classifier, Tensor pseudoClassifier, Tensor target) {
    Tensor padded = PseudoClassifier.padded(pseudoClassifier.detach(), feature.size(1));
    Tensor classify = crossEntropy(feature.matmul(classifier.mT()), target);
    Tensor influence = crossEntropy(feature.matmul(padded.mT()), target);
    return new Value(classify.add(influence, alpha), Tensor.stack(0, classify, influence));
  }

  private Tensor crossEntropy(Tensor logits, Tensor target) {
    return Functional.crossEntropy(
        logits.mul(logitScale), target, labelSmoothing, Functional.Reduction.MEAN);
  }
}
