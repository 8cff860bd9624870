package polyad.embedding.words;

import org.jspecify.annotations.Nullable;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * The objective of a predictive model on a batch, as written in the papers and differentiated by
 * the engine: what the fast trainer is checked against.
 *
 * <p>Scores: e(c)·e'(w) (skip-gram), the same with the mean (CBOW) or the concatenation (Order) of
 * the context, with H·concat (LBL) or tanh(H·concat) (NNLM), and u·tanh(H·window) with the word
 * itself in the middle of the window (C&W).
 *
 * @param model any but GloVe
 * @param loss what is minimised
 */
public record EmbeddingObjective(WordModel model, WordVectorOptions.Loss loss) {
  /**
   * Weights under word2vec's names.
   *
   * @param syn0 vectors, [V, d]
   * @param syn1neg output vectors [V, x], for C&W u [h]
   * @param hidden H, [h, positions·d], for models with a hidden layer
   */
  public record Weights(Tensor syn0, Tensor syn1neg, @Nullable Tensor hidden) {}

  /**
   * What a batch comes to.
   *
   * @param hidden what is scored, [B, x]; for C&W that of the true window, [B, 1, h]
   * @param positive scores of the targets, [B]
   * @param negative scores of the negatives, [B, k]
   * @param loss the mean over the batch
   */
  public record Result(Tensor hidden, Tensor positive, Tensor negative, Tensor loss) {}

  /** Checks that the two fit. */
  public EmbeddingObjective {
    if (model == WordModel.GLOVE) {
      throw new IllegalArgumentException("model is GLOVE, allowed: models that predict words");
    }
    if (loss == WordVectorOptions.Loss.HIERARCHICAL_SOFTMAX) {
      throw new IllegalArgumentException(
          "loss is HIERARCHICAL_SOFTMAX, allowed: those that score words");
    }
  }

  /**
   * Scores and loss.
   *
   * @param context [B, 1] for skip-gram, else [B, 2·window]
   * @param target [B]
   * @param negatives [B, k]
   */
  public Result forward(Weights weights, Tensor context, Tensor target, Tensor negatives) {
    if (model == WordModel.CW) {
      Tensor hidden = windows(weights, context, target.unsqueeze(1)); // [B, 1, h]
      Tensor positive = hidden.matmul(weights.syn1neg()).squeeze(1);
      Tensor negative = windows(weights, context, negatives).matmul(weights.syn1neg()); // [B, k]
      return new Result(hidden, positive, negative, loss(positive, negative));
    }
    Tensor hidden = hidden(weights, context); // [B, x]
    Tensor output = weights.syn1neg();
    Tensor positive = hidden.mul(Functional.embedding(output, target)).sum(-1); // [B]
    Tensor negative = // [B, k]
        Functional.embedding(output, negatives).matmul(hidden.unsqueeze(-1)).squeeze(-1);
    if (loss == WordVectorOptions.Loss.SOFTMAX) {
      Tensor all = Functional.crossEntropy(hidden.matmul(output.mT()), target);
      return new Result(hidden, positive, negative, all);
    }
    return new Result(hidden, positive, negative, loss(positive, negative));
  }

  private Tensor hidden(Weights weights, Tensor context) {
    Tensor vectors = Functional.embedding(weights.syn0(), context); // [B, C, d]
    return switch (model) {
      case SKIP_GRAM -> vectors.squeeze(1);
      case CBOW -> vectors.mean(1);
      case ORDER -> vectors.flatten(1, 2);
      case LBL -> vectors.flatten(1, 2).matmul(layer(weights).mT());
      case NNLM -> vectors.flatten(1, 2).matmul(layer(weights).mT()).tanh();
      case CW, GLOVE ->
          throw new IllegalStateException(model + " has no hidden vector of a context");
    };
  }

  /** tanh(H·window) for every candidate in the middle: [B, k, h]. */
  private Tensor windows(Weights weights, Tensor context, Tensor candidates) {
    long k = candidates.size(1);
    long side = context.size(1) / 2;
    Tensor around = context.unsqueeze(1).expand(-1, k, -1); // [B, k, 2·window]
    Tensor words =
        Tensor.cat(
            2,
            around.narrow(2, 0, side),
            candidates.unsqueeze(2),
            around.narrow(2, side, side)); // [B, k, 2·window+1]
    Tensor flat = Functional.embedding(weights.syn0(), words).flatten(2, 3);
    return flat.matmul(layer(weights).mT()).tanh();
  }

  private Tensor layer(Weights weights) {
    if (weights.hidden() == null) {
      throw new IllegalArgumentException(model + " needs the weights of its hidden layer");
    }
    return weights.hidden();
  }

  private Tensor loss(Tensor positive, Tensor negative) {
    Tensor each =
        loss == WordVectorOptions.Loss.HINGE
            ? negative.sub(positive.unsqueeze(1)).add(1).relu().sum(1)
            : Functional.softplus(positive.neg()).add(Functional.softplus(negative).sum(1));
    return each.mean();
  }
}
