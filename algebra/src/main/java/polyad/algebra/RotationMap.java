package polyad.algebra;

import polyad.tensor.Tensor;

/**
 * A map f from D real numbers onto the rotations of n-dimensional space, with a right inverse g.
 */
public sealed interface RotationMap
    permits RotationRepresentation, SpecialOrthogonal, SkewExponential {
  /** The dimension n of the space that is rotated. */
  int n();

  /** How many numbers D a rotation takes. */
  int dim();

  /** Whether g is continuous, so that a network has no jump to learn. */
  boolean isContinuous();

  /**
   * The rotation of a network's raw output, f.
   *
   * @param raw {@code [..., D]}
   * @return {@code [..., n, n]}
   * @throws IllegalArgumentException when the last dimension is not D
   */
  Tensor toMatrix(Tensor raw);

  /**
   * Numbers that stand for a rotation, g: {@code toMatrix(fromMatrix(R))} is R.
   *
   * @param rotation {@code [..., n, n]}
   * @return {@code [..., D]}
   * @throws IllegalArgumentException naming the first row that is not a rotation
   */
  Tensor fromMatrix(Tensor rotation);
}
