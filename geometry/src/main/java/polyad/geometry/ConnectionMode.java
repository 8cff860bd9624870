package polyad.geometry;

/**
 * How the channels of a path's two inputs meet (u of the first, v of the second, w of the result).
 */
public enum ConnectionMode {
  /** Every pair of channels to every channel; weight [mul1, mul2, mulOut]. */
  UVW,
  /** Result channel u; weight [mul1, mul2]. */
  UVU,
  /** Result channel v; weight [mul1, mul2]. */
  UVV,
  /** Equal input channels, every result channel; weight [mul1, mulOut]. */
  UUW,
  /** Equal channels throughout; weight [mul1]. */
  UUU,
  /** Result channel (u, v); weight [mul1, mul2]. */
  UVUV;

  /** The shape of a path's weight. */
  public long[] weightShape(int mul1, int mul2, int mulOut) {
    return switch (this) {
      case UVW -> new long[] {mul1, mul2, mulOut};
      case UVU, UVV, UVUV -> new long[] {mul1, mul2};
      case UUW -> new long[] {mul1, mulOut};
      case UUU -> new long[] {mul1};
    };
  }

  /** How many products are summed into one component of the result. */
  int terms(int mul1, int mul2) {
    return switch (this) {
      case UVW -> mul1 * mul2;
      case UVU -> mul2;
      case UVV, UUW -> mul1;
      case UUU, UVUV -> 1;
    };
  }

  /**
   * Checks multiplicities.
   *
   * @throws IllegalArgumentException that names the rule that is broken
   */
  public void check(int mul1, int mul2, int mulOut) {
    boolean fits =
        switch (this) {
          case UVW -> true;
          case UVU -> mulOut == mul1;
          case UVV -> mulOut == mul2;
          case UUW -> mul1 == mul2;
          case UUU -> mul1 == mul2 && mulOut == mul1;
          case UVUV -> mulOut == mul1 * mul2;
        };
    if (!fits) {
      String rule =
          switch (this) {
            case UVW -> "any";
            case UVU -> "mulOut = mul1";
            case UVV -> "mulOut = mul2";
            case UUW -> "mul1 = mul2";
            case UUU -> "mul1 = mul2 = mulOut";
            case UVUV -> "mulOut = mul1·mul2";
          };
      throw new IllegalArgumentException(
          "mode %s of multiplicities %d, %d and %d, allowed: %s"
              .formatted(this, mul1, mul2, mulOut, rule));
    }
  }
}
