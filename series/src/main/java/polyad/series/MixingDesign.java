package polyad.series;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * How a free square matrix becomes a mixing matrix (OLinear, table of NormLin designs).
 *
 * @param transform applied to every weight, or to rows for softmax
 * @param norm then applied to rows
 */
public record MixingDesign(Transform transform, RowNorm norm) {
  /** The paper's choice: softplus, then rows divided by their sums. */
  public static final MixingDesign NORM_LIN = new MixingDesign(Transform.SOFTPLUS, RowNorm.L1);

  private static final double FLOOR = 1e-12;

  /** What happens to the weights. */
  public enum Transform {
    /** ln(1 + e^w), positive. */
    SOFTPLUS,
    /** Rows become distributions. */
    SOFTMAX,
    /** 1 / (1 + e^−w). */
    SIGMOID,
    /** max(w, 0). */
    RELU,
    /** Nothing. */
    IDENTITY
  }

  /** How rows are normalised. */
  public enum RowNorm {
    /** By the sum of magnitudes, at least 1e-12; left out after softmax, whose rows sum to 1. */
    L1,
    /** By the Euclidean norm, at least 1e-12. */
    L2,
    /** Not at all. */
    NONE
  }

  /** The mixing matrix of free weights [..., n, n]. */
  public Tensor matrix(Tensor weights) {
    Tensor a =
        switch (transform) {
          case SOFTPLUS -> Functional.softplus(weights);
          case SOFTMAX -> weights.softmax(-1);
          case SIGMOID -> weights.sigmoid();
          case RELU -> weights.relu();
          case IDENTITY -> weights;
        };
    return switch (norm) {
      case L1 ->
          transform == Transform.SOFTMAX ? a : Functional.normalize(a, 1.0, a.dim() - 1, FLOOR);
      case L2 -> Functional.normalize(a, 2.0, a.dim() - 1, FLOOR);
      case NONE -> a;
    };
  }
}
