package polyad.embedding.relative;

import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

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
      case EUCLIDEAN -> differences(x, anchors).square().sum(-1).sqrt();
      case L1 -> differences(x, anchors).abs().sum(-1);
      case CHANGE_OF_BASIS -> x.matmul(Linalg.pinv(anchors, RANK_TOLERANCE));
    };
  }

  /** Rows of length 1; zero rows stay zero. */
  static Tensor unit(Tensor x) {
    return x.div(x.square().sum(true, -1).sqrt().clampMin(1e-12));
  }

  private static Tensor differences(Tensor x, Tensor anchors) {
    return x.unsqueeze(-2).sub(anchors); // [n, k, d]
  }
}
