package polyad.algebra;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import polyad.tensor.Tensor;

/**
 * The maps onto SO(3) that the paper compares: the continuous ones with five, six and nine numbers,
 * and the usual ones with three or four, none of which is continuous (Zhou et al., CVPR 2019,
 * sections 3 and 4; conventions of the released code).
 */
public enum RotationRepresentation implements RotationMap {
  /** Two vectors, made orthonormal; the third axis is their cross product (section 4.1). */
  ORTHO6D(6, true),

  /** As {@code ortho6d}, with four numbers folded into three by stereographic projection. */
  ORTHO5D(5, true),

  /** A quaternion (w, x, y, z) of any length. */
  QUATERNION(4, false),

  /** A quaternion scaled by sign(z) + ½ first, which confines it to the half space z ≥ 0. */
  QUATERNION_HALF(4, false),

  /** (r, axis): the angle is π·tanh(r), the axis of any length. */
  AXIS_ANGLE(4, false),

  /** A vector along the axis whose length is half the angle, see {@link RotationOptions}. */
  RODRIGUEZ(3, false),

  /** Angles about x, y and z, turned in the order X Z′ Y″. */
  EULER(3, false),

  /**
   * Sines and cosines of the Euler angles, each squashed by tanh on its own: not orthogonal in
   * general.
   */
  EULER_SIN_COS(6, false),

  /** Hopf coordinates of the quaternion, squashed by tanh into their ranges. */
  HOPF(3, false),

  /**
   * The nine entries by rows; Gram–Schmidt on the columns when not training, so that the
   * determinant may be −1.
   */
  MATRIX_GRAM_SCHMIDT(9, true),

  /** The nine entries by rows, projected onto the nearest rotation, see {@link Polar}. */
  SVD(9, true);

  private final int dim;
  private final boolean continuous;

  RotationRepresentation(int dim, boolean continuous) {
    this.dim = dim;
    this.continuous = continuous;
  }

  /**
   * The representation of that label.
   *
   * @param label such as {@code ortho6d} or {@code axis_angle}; case and dashes do not matter
   * @throws IllegalArgumentException when there is none
   */
  public static RotationRepresentation of(String label) {
    String wanted = label.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    for (RotationRepresentation representation : values()) {
      if (representation.label().equals(wanted)) {
        return representation;
      }
    }
    throw new IllegalArgumentException(
        "representation is '%s', expected one of %s"
            .formatted(
                label,
                Arrays.stream(values())
                    .map(RotationRepresentation::label)
                    .collect(Collectors.joining(", "))));
  }

  /** The name in files and settings, such as {@code axis_angle}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int n() {
    return 3;
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public boolean isContinuous() {
    return continuous;
  }

  /** With {@link RotationOptions#DEFAULT}. */
  @Override
  public Tensor toMatrix(Tensor raw) {
    return toMatrix(raw, RotationOptions.DEFAULT);
  }

  /**
   * The rotation of a network's raw output, f.
   *
   * @param raw {@code [..., D]}
   * @return {@code [..., 3, 3]}
   * @throws IllegalArgumentException when the last dimension is not D, or in strict mode naming the
   *     first row that determines no rotation
   */
  public Tensor toMatrix(Tensor raw, RotationOptions options) {
    RotationChecks.requireLast(label(), raw, dim);
    return switch (this) {
      case ORTHO6D -> Ortho3.ortho6d(raw, options);
      case ORTHO5D -> Ortho3.ortho5d(raw, options);
      case QUATERNION -> Quaternions.toMatrix(raw, options);
      case QUATERNION_HALF -> Quaternions.halfToMatrix(raw, options);
      case AXIS_ANGLE -> AxisAngles.axisAngle(raw, options);
      case RODRIGUEZ -> AxisAngles.rodriguez(raw, options);
      case EULER -> EulerAngles.euler(raw, options);
      case EULER_SIN_COS -> EulerAngles.sinCos(raw, options);
      case HOPF -> AxisAngles.hopf(raw, options);
      case MATRIX_GRAM_SCHMIDT -> Ortho3.gramSchmidt(raw, options);
      case SVD -> Ortho3.svd(raw, options);
    };
  }

  /** With {@link RotationOptions#DEFAULT}. */
  @Override
  public Tensor fromMatrix(Tensor rotation) {
    return fromMatrix(rotation, RotationOptions.DEFAULT);
  }

  /**
   * Numbers that stand for a rotation, g.
   *
   * @param rotation {@code [..., 3, 3]}
   * @return {@code [..., D]}
   * @throws IllegalArgumentException naming the first row that is not a rotation
   */
  public Tensor fromMatrix(Tensor rotation, RotationOptions options) {
    RotationChecks.requireRotations(label(), rotation, 3);
    return switch (this) {
      case ORTHO6D -> Ortho3.toOrtho6d(rotation);
      case ORTHO5D -> Ortho3.toOrtho5d(rotation, options.scale());
      case QUATERNION -> Quaternions.fromMatrix(rotation);
      case QUATERNION_HALF -> Quaternions.toHalf(rotation);
      case AXIS_ANGLE -> AxisAngles.toAxisAngle(rotation);
      case RODRIGUEZ -> AxisAngles.toRodriguez(rotation, options);
      case EULER -> EulerAngles.toEuler(rotation);
      case EULER_SIN_COS -> EulerAngles.toSinCos(rotation);
      case HOPF -> AxisAngles.toHopf(rotation);
      case MATRIX_GRAM_SCHMIDT, SVD -> rotation.flatten(-2, -1);
    };
  }
}
