package polyad.algebra.o3;

/** How harmonics are scaled. */
public enum Normalization {
  /** ‖Y^l‖² = 2l + 1 on the unit sphere. */
  COMPONENT,
  /** ∫ Y² dΩ = 1: component / √(4π). */
  INTEGRAL,
  /** ‖Y^l‖ = 1 on the unit sphere: component / √(2l+1). */
  NORM;

  /** The factor on component-normalised harmonics of degree l. */
  double factor(int l) {
    return switch (this) {
      case COMPONENT -> 1;
      case INTEGRAL -> 1 / Math.sqrt(4 * Math.PI);
      case NORM -> 1 / Math.sqrt(2.0 * l + 1);
    };
  }
}
