package polyad.embedding;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * Σ_m c_m · L_m over all nested sizes: every step trains all of them (Matryoshka Representation
 * Learning, eq. 1). The loss wraps a loss: {@link #of} takes any, and the three that the paper uses
 * are at hand.
 */
public final class NestedLoss {
  private final Nesting nesting;
  private final double[] importance;

  /**
   * The sum and its parts.
   *
   * @param total a single number
   * @param perSize the losses before their weights, [G]
   */
  public record Value(Tensor total, Tensor perSize) {}

  /** With c_m = 1. */
  public NestedLoss(Nesting nesting) {
    this(nesting, null);
  }

  /**
   * With relative importances.
   *
   * @param importance one c_m ≥ 0 a size; null for ones
   */
  public NestedLoss(Nesting nesting, double @Nullable [] importance) {
    double[] weights = new double[nesting.levels()];
    Arrays.fill(weights, 1);
    if (importance != null) {
      if (importance.length != nesting.levels()) {
        throw new IllegalArgumentException(
            "importance has "
                + importance.length
                + " numbers, nesting "
                + nesting.levels()
                + " sizes");
      }
      for (double c : importance) {
        if (!(c >= 0)) {
          throw new IllegalArgumentException("importance is " + c + ", allowed: 0 or more");
        }
      }
      weights = importance.clone();
    }
    this.nesting = nesting;
    this.importance = weights;
  }

  /** Any loss of a level, counted from 0. */
  public Value of(IntFunction<Tensor> lossOfLevel) {
    Tensor[] losses = new Tensor[nesting.levels()];
    for (int level = 0; level < losses.length; level++) {
      losses[level] = lossOfLevel.apply(level);
    }
    Tensor perSize = Tensor.stack(0, losses); // [G]
    Tensor weights = Tensor.of(importance, importance.length).to(perSize.dtype());
    return new Value(perSize.dot(weights), perSize);
  }

  /**
   * Softmax cross-entropy of every head.
   *
   * @param logits one [B, C] a size
   * @param target classes [B], I64
   */
  public Value crossEntropy(Tensor[] logits, Tensor target, double labelSmoothing) {
    return of(
        level ->
            Functional.crossEntropy(
                logits[level], target, labelSmoothing, Functional.Reduction.MEAN));
  }

  /**
   * Symmetric InfoNCE of two towers: each prefix is cut, then normalised, then compared.
   *
   * @param a [B, d]
   * @param b [B, d], row i belongs to row i of a
   * @param temperature above 0
   */
  public Value contrastive(Tensor a, Tensor b, double temperature) {
    Tensor target = Tensor.arange(a.size(0));
    return of(
        level -> {
          Tensor x = Functional.normalize(prefix(a, level), -1, 1e-12);
          Tensor y = Functional.normalize(prefix(b, level), -1, 1e-12);
          Tensor logits = x.matmul(y.mT()).div(temperature); // [B, B]
          return Functional.crossEntropy(logits, target)
              .add(Functional.crossEntropy(logits.mT(), target))
              .mul(0.5);
        });
  }

  /**
   * Masked-language-model loss with the tied input embedding: logits_m = h[:m]·E[:, :m]ᵀ + bias.
   *
   * @param hidden of the masked places, [n, d]
   * @param embedding [vocabulary, d]
   * @param bias [vocabulary]
   * @param target the right tokens, [n], I64
   */
  public Value maskedLanguageModel(Tensor hidden, Tensor embedding, Tensor bias, Tensor target) {
    return of(
        level ->
            Functional.crossEntropy(
                Functional.linear(prefix(hidden, level), prefix(embedding, level), bias), target));
  }

  private Tensor prefix(Tensor z, int level) {
    return z.narrow(-1, 0, nesting.size(level));
  }
}
