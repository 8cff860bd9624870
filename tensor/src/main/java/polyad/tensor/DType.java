package polyad.tensor;

import java.util.Locale;

/** The element types of tensors and of safetensors files, with the names safetensors uses. */
public enum DType {
  /** IEEE double. */
  F64(8),
  /** IEEE float. */
  F32(4),
  /** IEEE half. */
  F16(2),
  /** bfloat16. */
  BF16(2),
  /** 8-bit float, 4 exponent bits, finite. */
  F8_E4M3(1),
  /** 8-bit float, 5 exponent bits. */
  F8_E5M2(1),
  /** Signed 64-bit. */
  I64(8),
  /** Signed 32-bit. */
  I32(4),
  /** Signed 16-bit. */
  I16(2),
  /** Signed 8-bit. */
  I8(1),
  /** Unsigned 64-bit. */
  U64(8),
  /** Unsigned 32-bit. */
  U32(4),
  /** Unsigned 16-bit. */
  U16(2),
  /** Unsigned 8-bit. */
  U8(1),
  /** One byte, 0 or 1. */
  BOOL(1),
  /** Complex of two floats. */
  C64(8),
  /** Complex of two doubles. */
  C128(16);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes an element takes. */
  public int bytes() {
    return bytes;
  }

  /** Whether this is a real floating-point type. */
  public boolean isFloatingPoint() {
    return switch (this) {
      case F64, F32, F16, BF16, F8_E4M3, F8_E5M2 -> true;
      default -> false;
    };
  }

  /** Whether this is a complex type. */
  public boolean isComplex() {
    return this == C64 || this == C128;
  }

  /** The real type of a complex type's parts; the type itself when it is not complex. */
  public DType real() {
    return switch (this) {
      case C64 -> F32;
      case C128 -> F64;
      default -> this;
    };
  }

  /** PyTorch's short name in lower case, for messages: {@code f32}, {@code c128}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
