package polyad.embedding.words;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * The loss of joint training on the engine, any type: the mean of characters and words around a
 * character or a word predicts it by negative sampling.
 */
public final class CharWordObjective {
  private CharWordObjective() {}

  /** How characters and words of a context are weighed. */
  public enum Balance {
    /** The mean over all of them. */
    POOLED,
    /** The mean of the characters' mean and the words' mean; a kind that is absent is left out. */
    HALF
  }

  /**
   * The mean of a context; zeros where nothing is in it.
   *
   * @param chars vectors of characters, [Vc, d]
   * @param words vectors of words, [Vw, d]
   * @param charContext numbers of characters, −1 for none, [B, Lc]
   * @param wordContext numbers of words, −1 for none, [B, Lw]
   * @return [B, d]
   */
  public static Tensor hidden(
      Tensor chars, Tensor words, Tensor charContext, Tensor wordContext, Balance balance) {
    Tensor charSum = sum(chars, charContext); // [B, d]
    Tensor wordSum = sum(words, wordContext);
    Tensor charCount = count(charContext, chars); // [B, 1]
    Tensor wordCount = count(wordContext, words);
    if (balance == Balance.POOLED) {
      return charSum.add(wordSum).div(charCount.add(wordCount).clampMin(1));
    }
    Tensor kinds = charCount.clampMax(1).add(wordCount.clampMax(1)).clampMin(1);
    return charSum.div(charCount.clampMin(1)).add(wordSum.div(wordCount.clampMin(1))).div(kinds);
  }

  /**
   * The mean over the batch of −log σ(h·o_t) − Σ log σ(−h·o_n).
   *
   * @param hidden [B, d]
   * @param output [V, d], of characters when they are predicted, else of words
   * @param target [B]
   * @param negatives [B, k]
   */
  public static Tensor loss(Tensor hidden, Tensor output, Tensor target, Tensor negatives) {
    Tensor positive = hidden.mul(Functional.embedding(output, target)).sum(-1); // [B]
    Tensor negative = // [B, k]
        Functional.embedding(output, negatives).matmul(hidden.unsqueeze(-1)).squeeze(-1);
    return Functional.softplus(positive.neg()).add(Functional.softplus(negative).sum(1)).mean();
  }

  private static Tensor sum(Tensor table, Tensor context) {
    Tensor rows = Functional.embedding(table, context.relu()); // [B, L, d], −1 looks up row 0
    return rows.mul(present(context, table).unsqueeze(-1)).sum(1);
  }

  private static Tensor count(Tensor context, Tensor table) {
    return present(context, table).sum(true, 1);
  }

  private static Tensor present(Tensor context, Tensor table) {
    return context.ge(0).to(table.dtype()); // [B, L]
  }
}
