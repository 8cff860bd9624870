package polyad.geometry.rotation;

import polyad.algebra.Rotations;
import polyad.tensor.Tensor;

/** How a predicted rotation is compared with the true one in training. */
public enum RotationLoss {
  /** The mean over all entries of (R − R̂)². */
  L2,
  /** The mean angle, in the form with finite gradients. */
  GEODESIC;

  /**
   * The loss of a batch.
   *
   * @param predicted {@code [..., n, n]}; n is 3 for the geodesic loss
   * @param target {@code [..., n, n]}
   * @return a single number
   */
  public Tensor of(Tensor predicted, Tensor target) {
    return this == L2
        ? Rotations.l2Loss(predicted, target)
        : Rotations.geodesicLoss(predicted, target);
  }
}
