package polyad.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An array as NumPy's files hold it.
 *
 * @param dtype its element type
 * @param shape its sizes, each at least 0; empty for a scalar
 * @param data its elements, little-endian, in C order; kept, not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record NpyArray(DType dtype, long[] shape, MemorySegment data) {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final int MAX_JAVA_ARRAY = Integer.MAX_VALUE - 8;

  /** Copies the shape and checks that the data has its size. */
  public NpyArray {
    shape = shape.clone();
    long bytes = ArrayLayout.checkedBytes(dtype, shape);
    if (data.byteSize() != bytes) {
      throw new IllegalArgumentException(
          "data has %d bytes, must be %d for %s%s"
              .formatted(data.byteSize(), bytes, dtype, Arrays.toString(shape)));
    }
  }

  /** An F32 array of a copy of the values. */
  public static NpyArray of(float[] values, long... shape) {
    MemorySegment data = MemorySegment.ofArray(new byte[Math.multiplyExact(4, values.length)]);
    for (int i = 0; i < values.length; i++) {
      data.setAtIndex(INT, i, Float.floatToRawIntBits(values[i]));
    }
    return new NpyArray(DType.F32, shape, data);
  }

  /** An F64 array of a copy of the values. */
  public static NpyArray of(double[] values, long... shape) {
    MemorySegment data = MemorySegment.ofArray(new byte[Math.multiplyExact(8, values.length)]);
    for (int i = 0; i < values.length; i++) {
      data.setAtIndex(LONG, i, Double.doubleToRawLongBits(values[i]));
    }
    return new NpyArray(DType.F64, shape, data);
  }

  /** An I64 array of a copy of the values. */
  public static NpyArray of(long[] values, long... shape) {
    MemorySegment data = MemorySegment.ofArray(new byte[Math.multiplyExact(8, values.length)]);
    for (int i = 0; i < values.length; i++) {
      data.setAtIndex(LONG, i, values[i]);
    }
    return new NpyArray(DType.I64, shape, data);
  }

  /** A copy of the sizes. */
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Elements in all. */
  public long elements() {
    return ArrayLayout.elements(shape);
  }

  /**
   * The elements as floats, rounded where they must be.
   *
   * @throws IllegalArgumentException if they are complex or more than a Java array holds
   */
  public float[] toFloats() {
    float[] values = new float[javaLength()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          dtype == DType.F32 ? Float.intBitsToFloat(data.getAtIndex(INT, i)) : (float) real(i);
    }
    return values;
  }

  /**
   * The elements as doubles; 64-bit integers are rounded where they must be.
   *
   * @throws IllegalArgumentException if they are complex or more than a Java array holds
   */
  public double[] toDoubles() {
    double[] values = new double[javaLength()];
    for (int i = 0; i < values.length; i++) {
      values[i] = real(i);
    }
    return values;
  }

  /**
   * The elements as longs, exactly.
   *
   * @throws IllegalArgumentException if they are neither integers nor BOOL, if one passes 2^63 - 1,
   *     or if they are more than a Java array holds
   */
  public long[] toLongs() {
    if (dtype.isFloatingPoint() || dtype.isComplex()) {
      throw new IllegalArgumentException("dtype is " + dtype + ", must be an integer type or bool");
    }
    long[] values = new long[javaLength()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(i);
      if (dtype == DType.U64 && values[i] < 0) {
        throw new IllegalArgumentException(
            "element " + i + " is " + Long.toUnsignedString(values[i]) + ", must be under 2^63");
      }
    }
    return values;
  }

  private int javaLength() {
    if (dtype.isComplex()) {
      throw new IllegalArgumentException("dtype is " + dtype + ", must be a real type");
    }
    if (elements() > MAX_JAVA_ARRAY) {
      throw new IllegalArgumentException(
          "array has " + elements() + " elements, a Java array holds " + MAX_JAVA_ARRAY);
    }
    return (int) elements();
  }

  private double real(long i) {
    return switch (dtype) {
      case F64 -> Double.longBitsToDouble(data.getAtIndex(LONG, i));
      case F32 -> Float.intBitsToFloat(data.getAtIndex(INT, i));
      case F16 -> Float.float16ToFloat(data.getAtIndex(SHORT, i));
      case BF16 -> Float.intBitsToFloat(data.getAtIndex(SHORT, i) << 16);
      case U64 -> unsignedToDouble(integer(i));
      case I64, I32, I16, I8, U32, U16, U8, BOOL -> integer(i);
      case F8_E4M3, F8_E5M2, C64, C128 ->
          throw new IllegalArgumentException("dtype is " + dtype + ", which npy does not have");
    };
  }

  private long integer(long i) {
    return switch (dtype) {
      case I64, U64 -> data.getAtIndex(LONG, i);
      case I32 -> data.getAtIndex(INT, i);
      case U32 -> Integer.toUnsignedLong(data.getAtIndex(INT, i));
      case I16 -> data.getAtIndex(SHORT, i);
      case U16 -> Short.toUnsignedLong(data.getAtIndex(SHORT, i));
      case I8 -> data.get(ValueLayout.JAVA_BYTE, i);
      case U8 -> Byte.toUnsignedLong(data.get(ValueLayout.JAVA_BYTE, i));
      case BOOL -> data.get(ValueLayout.JAVA_BYTE, i) == 0 ? 0 : 1;
      case F64, F32, F16, BF16, F8_E4M3, F8_E5M2, C64, C128 ->
          throw new IllegalArgumentException("dtype is " + dtype + ", must be an integer type");
    };
  }

  /** Halves large values, keeping the lost bit sticky, so that the rounding is right. */
  private static double unsignedToDouble(long bits) {
    return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
  }

  /** Whether dtype, shape and every byte are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NpyArray that
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape)
        && data.mismatch(that.data) < 0;
  }

  @Override
  public int hashCode() {
    return 31 * dtype.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }
}
