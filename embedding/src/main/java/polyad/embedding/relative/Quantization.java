package polyad.embedding.relative;

import polyad.tensor.Tensor;

/** How numbers are put into bins of size b, so that small deformations vanish. */
public enum Quantization {
  /** Not at all. */
  NONE,
  /** round(s/b)·b; the derivative goes through unchanged (straight-through). */
  DIFFERENTIABLE_ROUND,
  /** b·(t − sin(2πt)/2π) with t = s/b: smooth steps. */
  SMOOTH_STEPS;

  /**
   * Quantised numbers of the same shape.
   *
   * @param bin b, above 0
   */
  public Tensor apply(Tensor s, double bin) {
    return switch (this) {
      case NONE -> s;
      case DIFFERENTIABLE_ROUND -> s.add(s.detach().div(bin).round().mul(bin).sub(s.detach()));
      case SMOOTH_STEPS -> {
        Tensor t = s.div(bin);
        yield t.sub(t.mul(2 * Math.PI).sin().div(2 * Math.PI)).mul(bin);
      }
    };
  }
}
