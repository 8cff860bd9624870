package polyad.algebra;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * Similarity transforms x ↦ s·R·x + t of n-dimensional space (section 4, "extensions"): a
 * representation of the rotation, one number for the scale, n for the translation.
 *
 * <pre>[ rotation (D) | scale (1) | translation (n) ]</pre>
 *
 * @param n dimension of the space
 * @param rotation how the rotation is represented, in the same dimension
 * @param scale how the scale is read
 */
public record Similarity(int n, RotationMap rotation, Scale scale) {
  /** How a positive scale is read from a real number. */
  public enum Scale {
    /** e^x. */
    EXP,
    /** ln(1 + e^x). */
    SOFTPLUS
  }

  /**
   * A similarity transform.
   *
   * @param scale positive, {@code [...]}
   * @param rotation {@code [..., n, n]}
   * @param translation {@code [..., n]}
   */
  public record Transform(Tensor scale, Tensor rotation, Tensor translation) {
    /**
     * Moves points: {@code [..., P, n]} to {@code [..., P, n]}.
     *
     * @param points one a row
     */
    public Tensor apply(Tensor points) {
      Tensor turned = points.matmul(rotation.mT());
      return turned.mul(scale.unsqueeze(-1).unsqueeze(-1)).add(translation.unsqueeze(-2));
    }
  }

  /** Checks that the rotation has the same dimension. */
  public Similarity {
    if (rotation.n() != n) {
      throw new IllegalArgumentException(
          "rotation is of %d dimensions, expected n = %d".formatted(rotation.n(), n));
    }
  }

  /** With the logarithm of the scale as its number. */
  public Similarity(int n, RotationMap rotation) {
    this(n, rotation, Scale.EXP);
  }

  /** How many numbers a transform takes. */
  public int dim() {
    return rotation.dim() + 1 + n;
  }

  /** Whether the way back is continuous. */
  public boolean isContinuous() {
    return rotation.isContinuous();
  }

  /**
   * The transform of a network's raw output.
   *
   * @param raw {@code [..., D + 1 + n]}
   * @throws IllegalArgumentException when the last dimension is another
   */
  public Transform toTransform(Tensor raw) {
    RotationChecks.requireLast("similarity", raw, dim());
    int d = rotation.dim();
    Tensor number = raw.select(-1, d);
    return new Transform(
        scale == Scale.EXP ? number.exp() : Functional.softplus(number),
        rotation.toMatrix(raw.narrow(-1, 0, d)),
        raw.narrow(-1, d + 1, n));
  }

  /**
   * Numbers that stand for a transform.
   *
   * @return {@code [..., D + 1 + n]}
   * @throws IllegalArgumentException when a scale is not positive or a rotation is none
   */
  public Tensor fromTransform(Transform transform) {
    RotationChecks.requireNonZero("similarity", transform.scale(), "its scale is not positive");
    Tensor s = transform.scale();
    // ln(e^s − 1) as s + ln(1 − e^−s), which does not overflow.
    Tensor number = scale == Scale.EXP ? s.log() : s.add(s.neg().expm1().neg().log());
    return Tensor.cat(
        -1,
        rotation.fromMatrix(transform.rotation()),
        number.unsqueeze(-1),
        transform.translation());
  }
}
