package polyad.embedding.bt2;

import polyad.catalog.ConfigChecks;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * CE(logits, y) + λ₂ CE(φ̂_bct pᵀ, y) + λ₃ (1 − mean cos(φ_old, φ_bct)) + λ₁ (1 − mean cos(φ'_new,
 * f)). Neither the cached features nor the pseudo-classifier receive derivatives.
 *
 * @param lambda1 of the match with the independent new model, 0 or more
 * @param lambda2 of the old classifier, 0 or more
 * @param lambda3 of the match with the old model, 0 or more
 * @param logitScale factor of both logits; 1 in the paper
 */
public record Bt2Loss(double lambda1, double lambda2, double lambda3, double logitScale) {
  /** λ₁ = 1, λ₂ = 10, λ₃ = 5, logits as they are. */
  public static final Bt2Loss PAPER = new Bt2Loss(1, 10, 5, 1);

  private static final double NORM_EPS = 1e-12;
  private static final double COSINE_EPS = 1e-8;

  /** Checks the factors. */
  public Bt2Loss {
    ConfigChecks.atLeast("lambda1", lambda1, 0.0);
    ConfigChecks.atLeast("lambda2", lambda2, 0.0);
    ConfigChecks.atLeast("lambda3", lambda3, 0.0);
    ConfigChecks.positive("logitScale", logitScale);
  }

  /**
   * The sum and its parts.
   *
   * @param total a single number
   * @param parts before their factors: classification, old classifier, match with the old, match
   *     with the new, [4]
   */
  public record Value(Tensor total, Tensor parts) {}

  /**
   * The loss of a batch.
   *
   * @param oldFeatures φ_old [B, d_o]
   * @param newFeatures φ'_new [B, d_n]
   * @param pseudoClassifier p [classes, d_o]
   * @param target classes [B], I64
   */
  public Value of(
      Bt2Head.Output output,
      Tensor oldFeatures,
      Tensor newFeatures,
      Tensor pseudoClassifier,
      Tensor target) {
    Tensor compatible = Functional.normalize(output.oldCompatible(), 1, NORM_EPS); // [B, d_o]
    Tensor oldLogits = compatible.matmul(pseudoClassifier.detach().mT()); // [B, classes]
    Tensor classify = Functional.crossEntropy(output.logits().mul(logitScale), target);
    Tensor influence = Functional.crossEntropy(oldLogits.mul(logitScale), target);
    Tensor matchOld = mismatch(oldFeatures.detach(), output.oldCompatible());
    Tensor matchNew = mismatch(newFeatures.detach(), output.feature());
    Tensor total = classify.add(influence, lambda2).add(matchOld, lambda3).add(matchNew, lambda1);
    return new Value(total, Tensor.stack(0, classify, influence, matchOld, matchNew));
  }

  private static Tensor mismatch(Tensor cached, Tensor made) {
    return Functional.cosineSimilarity(cached, made, 1, COSINE_EPS).mean().rsub(1.0);
  }
}
