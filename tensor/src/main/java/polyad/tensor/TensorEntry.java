package polyad.tensor;

import java.util.Arrays;

/**
 * A tensor in a safetensors file.
 *
 * @param name its name, unique in the file
 * @param dtype its element type
 * @param shape its sizes, each at least 0; empty for a scalar
 * @param begin its first byte, counted from the start of the file's data
 * @param end the byte after its last, counted likewise
 */
@SuppressWarnings("ArrayRecordComponent")
public record TensorEntry(String name, DType dtype, long[] shape, long begin, long end) {
  /** Copies the shape and checks that it fits the range. */
  public TensorEntry {
    shape = shape.clone();
    long bytes = ArrayLayout.checkedBytes(dtype, shape);
    if (begin < 0 || end - begin != bytes) {
      throw new IllegalArgumentException(
          "begin and end are " + begin + " and " + end + ", must be " + bytes + " apart, from 0");
    }
  }

  /** A copy of the sizes. */
  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorEntry that
        && name.equals(that.name)
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape)
        && begin == that.begin
        && end == that.end;
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Long.hashCode(begin);
  }

  @Override
  public String toString() {
    return name + ": " + dtype + Arrays.toString(shape) + " at " + begin + ".." + end;
  }
}
