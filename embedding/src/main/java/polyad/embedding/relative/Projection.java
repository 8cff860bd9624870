package polyad.embedding.relative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** What a sample's place is measured by: x [n, d] and anchors [k, d] to [n, k]. */
public enum Projection {
  /** The cosine, −1 to 1: unchanged by rotations and scales. */
  COSINE,
  /** arccos(cosine)/π, 0 to 1. */
  ANGULAR,
  /** ‖x − a‖: unchanged by rotations and translations. */
  EUCLIDEAN,
  /** Σ |x − a|. */
  L1,
  /**
   * The coordinates c with Σ c_i a_i nearest to x, of least length where there are many: unchanged
   * by every invertible linear map while the anchors span the space.
   */
  CHANGE_OF_BASIS;

  private static final double RANK_TOLERANCE = 1e-12;
  private static final long PART = 1L << 24; // numbers at once

  /**
   * Projects samples.
   *
   * @param x [n, d]
   * @param anchors [k, d]
   * @throws IllegalArgumentException when the widths differ
   */
  public Tensor apply(Tensor x, Tensor anchors) {
    if (x.size(-1) != anchors.size(-1)) {
      throw new IllegalArgumentException(
          "samples have %d numbers, anchors %d, allowed: equally many"
              .formatted(x.size(-1), anchors.size(-1)));
    }
    return switch (this) {
      case COSINE -> unit(x).matmul(unit(anchors).mT());
      // The slope of arccos is infinite at ±1.
      case ANGULAR -> unit(x).matmul(unit(anchors).mT()).clamp(-1.0, 1.0).acos().div(Math.PI);
      case EUCLIDEAN -> differences(x, anchors, d -> d.norm(2, false, -1));
      case L1 -> differences(x, anchors, d -> d.abs().sum(-1));
      case CHANGE_OF_BASIS -> x.matmul(Linalg.pinv(anchors, RANK_TOLERANCE));
    };
  }

  /** Rows of length 1; zero rows stay zero. */
  static Tensor unit(Tensor x) {
    return x.div(x.norm(2, true, -1).clampMin(1e-12)); // the norm's slope at 0 counts as 0
  }

  /** In parts, for the differences of all pairs may not fit into memory. */
  private static Tensor differences(Tensor x, Tensor anchors, UnaryOperator<Tensor> length) {
    long n = x.size(0);
    long part = Math.max(1, PART / Math.max(1, anchors.numel()));
    List<Tensor> parts = new ArrayList<>();
    for (long from = 0; from < n; from += part) {
      Tensor rows = x.narrow(0, from, Math.min(part, n - from));
      parts.add(length.apply(rows.unsqueeze(1).sub(anchors))); // [part, k, d] to [part, k]
    }
    return parts.size() == 1 ? parts.getFirst() : Tensor.cat(0, parts);
  }

  /** The number of dimensions that anchors span, [k, d]. */
  public static int rank(Tensor anchors) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      double[] values = Linalg.svdvals(anchors.to(DType.F64)).toDoubleArray();
      double least = values.length == 0 ? 0 : values[0] * RANK_TOLERANCE * 1e3;
      return (int) Arrays.stream(values).filter(v -> v > least).count();
    }
  }
}
