package polyad.nn;

import java.util.function.UnaryOperator;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * What a Transformer layer is made of.
 *
 * @param width model width d
 * @param heads divides the width
 * @param feedForward inner width of the feed-forward part
 * @param dropout after attention, inside and after the feed-forward part
 * @param activation of the feed-forward part
 * @param normFirst normalise before each part (pre-norm) instead of after its residual
 * @param eps of the layer norms
 */
public record TransformerOptions(
    long width,
    long heads,
    long feedForward,
    double dropout,
    UnaryOperator<Tensor> activation,
    boolean normFirst,
    double eps) {
  /** Checks the numbers. */
  public TransformerOptions {
    Checks.atLeast("width", width, 1);
    Checks.atLeast("feedForward", feedForward, 1);
    Checks.fraction("dropout", dropout);
  }

  /** Post-norm with GELU, as BERT. */
  public static TransformerOptions of(long width, long heads, long feedForward, double dropout) {
    return new TransformerOptions(
        width, heads, feedForward, dropout, Functional::gelu, false, 1e-5);
  }

  /** The same with normalisation first. */
  public TransformerOptions preNorm() {
    return new TransformerOptions(width, heads, feedForward, dropout, activation, true, eps);
  }

  /** The same with another activation. */
  public TransformerOptions withActivation(UnaryOperator<Tensor> other) {
    return new TransformerOptions(width, heads, feedForward, dropout, other, normFirst, eps);
  }
}
