package polyad.algebra;

/**
 * How the representations of SO(3) are read where the paper, its released code and good practice
 * differ.
 *
 * @param training whether {@code matrix_gram_schmidt} leaves the raw matrix as it is, as the
 *     released code does while training
 * @param scale whether {@code ortho5d} scales its last three numbers by (√2+1, √2+1, √2), as the
 *     released code does for conditioning; the paper's formula does not
 * @param fullAngle whether the norm of a {@code rodriguez} vector is the angle; in the released
 *     code it is half the angle
 * @param strict whether raw numbers that determine no rotation (zero or parallel vectors, NaN) are
 *     refused; otherwise they give a finite matrix that is no rotation
 */
public record RotationOptions(boolean training, boolean scale, boolean fullAngle, boolean strict) {
  /** As released, for evaluation: scaled, half angle, lenient. */
  public static final RotationOptions DEFAULT = new RotationOptions(false, true, false, false);

  /** The same with another {@link #training}. */
  public RotationOptions withTraining(boolean value) {
    return new RotationOptions(value, scale, fullAngle, strict);
  }

  /** The same with another {@link #scale}. */
  public RotationOptions withScale(boolean value) {
    return new RotationOptions(training, value, fullAngle, strict);
  }

  /** The same with another {@link #fullAngle}. */
  public RotationOptions withFullAngle(boolean value) {
    return new RotationOptions(training, scale, value, strict);
  }

  /** The same with another {@link #strict}. */
  public RotationOptions withStrict(boolean value) {
    return new RotationOptions(training, scale, fullAngle, value);
  }
}
