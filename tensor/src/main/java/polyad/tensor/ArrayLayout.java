package polyad.tensor;

import java.util.Arrays;

/** The size in bytes of contiguous arrays. */
final class ArrayLayout {
  /** libtorch and NumPy hold no array of more dimensions. */
  static final int MAX_RANK = 64;

  private ArrayLayout() {}

  /**
   * Elements of a shape, multiplied left to right as the safetensors reference does.
   *
   * @throws ArithmeticException if the product passes 2^63 - 1
   */
  static long elements(long[] shape) {
    long count = 1;
    for (long size : shape) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  /**
   * Bytes of an array whose sizes are known to be non-negative.
   *
   * @throws ArithmeticException if they pass 2^63 - 1
   */
  static long bytes(DType dtype, long[] shape) {
    return Math.multiplyExact(elements(shape), (long) dtype.bytes());
  }

  /**
   * Bytes of an array that a caller describes.
   *
   * @throws IllegalArgumentException if the shape is not one of an array
   */
  static long checkedBytes(DType dtype, long[] shape) {
    if (shape.length > MAX_RANK) {
      throw new IllegalArgumentException(
          "shape has " + shape.length + " dimensions, allowed are 0 to " + MAX_RANK);
    }
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0) {
        throw new IllegalArgumentException(
            "shape[" + i + "] is " + shape[i] + ", must be at least 0");
      }
    }
    try {
      return bytes(dtype, shape);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "shape is " + Arrays.toString(shape) + " of " + dtype + ", must be under 2^63 bytes", e);
    }
  }
}
